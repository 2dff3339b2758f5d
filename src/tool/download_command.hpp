#pragma once

#include "tool/exit_status.hpp"
#include "tool/options.hpp"

#include <signalwire/client_config.hpp>

namespace signalwire::tool
{

/// Runs the verb `download` until the content is complete or a signal ends it.
///
/// Throws: exceptions that `describe` classifies.
[[nodiscard]] exit_status run_download(
    download_command_options const& options, client_config const& config);

} // namespace signalwire::tool
