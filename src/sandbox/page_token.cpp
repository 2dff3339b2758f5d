#include "sandbox/page_token.hpp"

#include "sandbox/draws.hpp"

#include <charconv>
#include <cstddef>
#include <system_error>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::size_t digits = 16;

std::uint64_t packed(page_position const& position) noexcept
{
    return std::uint64_t{position.spelling} << 32 | position.offset;
}

std::uint64_t check_of(std::uint64_t listing, page_position const& position) noexcept
{
    std::uint64_t const where = mix(packed(position) + golden_gamma);
    return mix(mix(listing) + (position.backwards ? ~where : where));
}

void append_hex(std::string& out, std::uint64_t value)
{
    for (unsigned shift = 64; shift != 0;)
    {
        shift -= 4;
        out += "0123456789abcdef"[value >> shift & 15];
    }
}

std::optional<std::uint64_t> read_hex(std::string_view text) noexcept
{
    std::uint64_t value = 0;
    char const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, value, 16);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return value;
}

} // namespace

std::string make_page_token(std::uint64_t listing, page_position const& position)
{
    std::uint64_t const check = check_of(listing, position);
    std::string token = position.backwards ? "PB" : "PA";
    append_hex(token, check);
    append_hex(token, packed(position) ^ mix(check));
    return token;
}

std::optional<page_position> read_page_token(std::uint64_t listing, std::string_view token)
{
    if (token.size() != 2 + 2 * digits || (!token.starts_with("PA") && !token.starts_with("PB")))
        return std::nullopt;
    std::optional<std::uint64_t> const check = read_hex(token.substr(2, digits));
    std::optional<std::uint64_t> const hidden = read_hex(token.substr(2 + digits));
    if (!check || !hidden)
        return std::nullopt;
    std::uint64_t const place = *hidden ^ mix(*check);
    page_position const position(
        place & 0xffff'ffff, token.starts_with("PB"), static_cast<std::uint32_t>(place >> 32));
    // Of the spellings of a number only ours will do.
    if (make_page_token(listing, position) != token)
        return std::nullopt;
    return position;
}

} // namespace signalwire::sandbox::detail
