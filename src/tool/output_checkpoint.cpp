#include "tool/output_checkpoint.hpp"

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

/// Several records, in which there is at least one id.
constexpr std::size_t checked_bytes = 4096;

template <class Number>
bool take_number(std::string_view& text, Number& value, int base)
{
    auto const [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
    return error == std::errc();
}

} // namespace

output_mark::output_mark(std::uint64_t bytes, std::uint32_t end_checksum)
    : length(bytes)
    , checksum(end_checksum)
{
}

std::optional<output_mark> measure(int fd, std::uint64_t length)
{
    std::array<char, checked_bytes> bytes{};
    std::size_t const wanted = std::min<std::uint64_t>(length, bytes.size());
    std::size_t have = 0;
    while (have < wanted)
    {
        ssize_t const count = ::pread(
            fd, bytes.data() + have, wanted - have, static_cast<off_t>(length - wanted + have));
        if (count == 0 || (count < 0 && errno != EINTR))
            return std::nullopt;
        if (count > 0)
            have += static_cast<std::size_t>(count);
    }
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), wanted);
    return output_mark(length, crc.checksum());
}

std::string to_text(output_mark const& mark)
{
    std::array<char, 16> digits{};
    char* const end =
        std::to_chars(digits.data(), digits.data() + digits.size(), mark.checksum, 16).ptr;
    std::string text(prefix);
    return text.append(std::to_string(mark.length)).append(" ").append(digits.data(), end);
}

std::optional<output_mark> read_mark(std::string_view text)
{
    output_mark mark;
    if (!text.starts_with(prefix))
        return std::nullopt;
    text.remove_prefix(prefix.size());
    if (!take_number(text, mark.length, 10) || !text.starts_with(' '))
        return std::nullopt;
    text.remove_prefix(1);
    if (!take_number(text, mark.checksum, 16) || !text.empty())
        return std::nullopt;
    return mark;
}

} // namespace signalwire::tool
