#pragma once

#include "tool/exit_status.hpp"
#include "tool/options.hpp"

namespace signalwire::tool
{

/// Makes a SQLite file a copy of a list, or brings it up to date; with an interval, until a signal.
///
/// Each page is written in one transaction with its cursor: whenever the process ends, the next run
/// goes on without loss and repetition.
///
/// Throws: exceptions that `describe` classifies.
[[nodiscard]] exit_status run_sync(sync_options const& options, client_config const& config);

} // namespace signalwire::tool
