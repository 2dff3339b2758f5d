#pragma once

#include "tool/exit_status.hpp"
#include "tool/options.hpp"

#include <string>
#include <string_view>

namespace signalwire::tool
{

/// Runs the sandbox until a signal ends it.
///
/// Throws: exceptions that `describe` classifies.
[[nodiscard]] exit_status run_sandbox(sandbox_options const& options);

/// Returns a shell command that sets a variable to exactly `value`: `export NAME='value'`.
[[nodiscard]] std::string export_line(std::string_view name, std::string_view value);

} // namespace signalwire::tool
