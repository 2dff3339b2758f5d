#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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

} // namespace signalwire::tool
