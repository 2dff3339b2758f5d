#include "tool/checkpoint.hpp"

#include <boost/crc.hpp>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace signalwire::tool
{

namespace
{

constexpr std::string_view prefix = "output ";

/// Number of bytes in the checksum: several records, at least one of them with an ID.
constexpr std::size_t checked_bytes = 4096;

template <class Number>
bool consume_number(std::string_view& text, Number& value, int base)
{
    auto const [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
    return error == std::errc();
}

} // namespace

output_checkpoint::output_checkpoint(std::uint64_t bytes, std::uint32_t end_checksum)
    : length(bytes)
    , checksum(end_checksum)
{
}

std::optional<output_checkpoint> measure(int fd, std::uint64_t length)
{
    std::array<char, checked_bytes> bytes{};
    std::size_t const size = std::min<std::uint64_t>(length, bytes.size());
    std::size_t received = 0;
    while (received < size)
    {
        ssize_t const count = ::pread(
            fd, bytes.data() + received, size - received,
            static_cast<off_t>(length - size + received));
        if (count == 0 || (count < 0 && errno != EINTR))
            return std::nullopt;
        if (count > 0)
            received += static_cast<std::size_t>(count);
    }
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), size);
    return output_checkpoint(length, crc.checksum());
}

std::string to_text(output_checkpoint const& checkpoint)
{
    std::array<char, 16> digits{};
    char* const end =
        std::to_chars(digits.data(), digits.data() + digits.size(), checkpoint.checksum, 16).ptr;
    std::string text(prefix);
    return text.append(std::to_string(checkpoint.length)).append(" ").append(digits.data(), end);
}

std::optional<output_checkpoint> parse_output_checkpoint(std::string_view text)
{
    output_checkpoint checkpoint;
    if (!text.starts_with(prefix))
        return std::nullopt;
    text.remove_prefix(prefix.size());
    if (!consume_number(text, checkpoint.length, 10) || !text.starts_with(' '))
        return std::nullopt;
    text.remove_prefix(1);
    if (!consume_number(text, checkpoint.checksum, 16) || !text.empty())
        return std::nullopt;
    return checkpoint;
}

} // namespace signalwire::tool
