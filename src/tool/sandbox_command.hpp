#pragma once

#include "tool/exit_status.hpp"
#include "tool/sandbox_options.hpp"

namespace signalwire::tool
{

/// `signalwire-calls sandbox`: serves until a signal ends it. Throws what `describe` sorts.
[[nodiscard]] exit_status run_sandbox(sandbox_command_options const& options);

} // namespace signalwire::tool
