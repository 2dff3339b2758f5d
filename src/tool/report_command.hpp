#pragma once

#include "tool/exit_status.hpp"
#include "tool/options.hpp"

namespace signalwire::tool
{

/// Prints a report of a copy that `sync` has made.
///
/// Throws: exceptions that `describe` classifies.
[[nodiscard]] exit_status run_report(report_options const& options);

} // namespace signalwire::tool
