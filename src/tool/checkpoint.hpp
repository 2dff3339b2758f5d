#pragma once

#include "tool/output_checkpoint.hpp"

#include <signalwire/cursor.hpp>

#include <optional>
#include <string>
#include <utility>

namespace signalwire::tool
{

/// The content of a cursor file: a position, the layout of the output, and the length of the output
/// at that position.
struct checkpoint
{
    explicit checkpoint(
        cursor saved_position, std::optional<output_checkpoint> saved_output = std::nullopt,
        std::string saved_layout = {})
        : position(std::move(saved_position))
        , output(saved_output)
        , layout(std::move(saved_layout))
    {
    }

    cursor position;
    /// `nullopt` if the output is not a file that can be truncated.
    std::optional<output_checkpoint> output;
    /// The options of the layout, such as `--format csv`. Empty for files of earlier versions,
    /// which do not have them.
    std::string layout;

    friend bool operator==(checkpoint const&, checkpoint const&) = default;
};

} // namespace signalwire::tool
