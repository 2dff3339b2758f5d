#pragma once

#include <signalwire/cursor.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::tool
{

/// The length of an output file at a position in the listing, and a checksum to identify the file.
struct output_checkpoint
{
    output_checkpoint() = default;
    output_checkpoint(std::uint64_t bytes, std::uint32_t end_checksum);

    std::uint64_t length = 0;
    /// Checksum of the last bytes before `length`.
    std::uint32_t checksum = 0;

    friend bool operator==(output_checkpoint const&, output_checkpoint const&) = default;
};

/// Returns the checkpoint after the first `length` bytes of a file that is open for reading, or
/// `nullopt` if it is shorter or cannot be read.
[[nodiscard]] std::optional<output_checkpoint> measure(int fd, std::uint64_t length);

/// Returns `output 1048576 9ae3c2f0`.
[[nodiscard]] std::string to_text(output_checkpoint const& checkpoint);

/// Parses the output of `to_text`.
[[nodiscard]] std::optional<output_checkpoint> parse_output_checkpoint(std::string_view text);

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
