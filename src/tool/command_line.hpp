#pragma once

#include "tool/options.hpp"

#include <string>
#include <utility>
#include <variant>

namespace signalwire::tool
{

/// The text of `--help` or `--version`.
struct help_or_version
{
    explicit help_or_version(std::string output)
        : text(std::move(output))
    {
    }

    std::string text;
};

using command = std::variant<
    help_or_version, list_options, download_command_options, sync_options, report_options,
    sandbox_options>;

/// Parses the command line. A program named `signalwire-calls` has the resource `calls` only, whose
/// name is omitted.
///
/// Throws: `usage_error`. The message names the option and never quotes a possible token.
[[nodiscard]] command parse_command_line(int argc, char const* const* argv);

} // namespace signalwire::tool
