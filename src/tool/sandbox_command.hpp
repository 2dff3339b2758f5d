#pragma once

#include "tool/exit_status.hpp"
#include "tool/sandbox_options.hpp"

namespace signalwire::tool
{

/// Runs `signalwire-calls sandbox` until a signal ends it.
///
/// Throws: exceptions that `describe` classifies.
[[nodiscard]] exit_status run_sandbox(sandbox_options const& options);

} // namespace signalwire::tool
