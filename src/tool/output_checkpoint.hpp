#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// How much of an output file belongs to a position in the listing, and how to know the file again.
struct output_mark
{
    output_mark() = default;
    output_mark(std::uint64_t bytes, std::uint32_t end_checksum);

    std::uint64_t length = 0;
    /// Of the last bytes before `length`: it tells the file from another.
    std::uint32_t checksum = 0;

    friend bool operator==(output_mark const&, output_mark const&) = default;
};

/// The mark for the first `length` bytes of the file that is open for reading. Nothing when it is
/// shorter or cannot be read.
[[nodiscard]] std::optional<output_mark> measure(int fd, std::uint64_t length);

/// `output 1048576 9ae3c2f0`.
[[nodiscard]] std::string to_text(output_mark const& mark);

/// Reads what `to_text` wrote.
[[nodiscard]] std::optional<output_mark> read_mark(std::string_view text);

} // namespace signalwire::tool
