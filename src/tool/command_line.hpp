#pragma once

#include "tool/list_options.hpp"
#include "tool/sandbox_options.hpp"

#include <string>
#include <utility>
#include <variant>

namespace signalwire::tool
{

/// Help or version: printed, and that is all.
struct information
{
    explicit information(std::string what)
        : text(std::move(what))
    {
    }

    std::string text;
};

using command = std::variant<information, list_options, sandbox_command_options>;

/// Reads the command line. Throws `usage_error`, whose text names the option; never quotes what
/// might be a token.
[[nodiscard]] command parse_command_line(int argc, char const* const* argv);

} // namespace signalwire::tool
