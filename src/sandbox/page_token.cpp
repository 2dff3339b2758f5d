#include "sandbox/page_token.hpp"

#include "sandbox/keyed_random.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <tuple>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::size_t digits = 16;

// The numbers of a position: all members except the direction.
using fields = std::array<std::uint64_t, 4>;

fields fields_of(page_position const& position) noexcept
{
    return {
        static_cast<std::uint64_t>(position.edge), position.page, position.stamp, position.variant};
}

std::uint64_t check_of(std::uint64_t listing, page_position const& position) noexcept
{
    std::uint64_t check = mix(listing);
    for (std::uint64_t const each : fields_of(position))
        check = mix(check + mix(each + golden_gamma));
    return mix(position.backwards ? ~check : check);
}

// Returns the mask of a field. It makes the fields of a token look random.
std::uint64_t mask_of(std::uint64_t check, std::size_t field) noexcept
{
    return mix(check + golden_gamma * field);
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
    fields const plain = fields_of(position);
    std::string token = position.backwards ? "PB" : "PA";
    append_hex(token, check);
    for (std::size_t i = 0; i != plain.size(); ++i)
        append_hex(token, plain[i] ^ mask_of(check, i));
    return token;
}

std::optional<page_position> read_page_token(std::uint64_t listing, std::string_view token)
{
    constexpr std::size_t length = 2 + digits * (1 + std::tuple_size_v<fields>);
    if (token.size() != length || (!token.starts_with("PA") && !token.starts_with("PB")))
        return std::nullopt;
    std::optional<std::uint64_t> const check = read_hex(token.substr(2, digits));
    if (!check)
        return std::nullopt;
    fields plain;
    for (std::size_t i = 0; i != plain.size(); ++i)
    {
        std::optional<std::uint64_t> const hidden =
            read_hex(token.substr(2 + digits * (i + 1), digits));
        if (!hidden)
            return std::nullopt;
        plain[i] = *hidden ^ mask_of(*check, i);
    }
    page_position position;
    position.edge = static_cast<std::int64_t>(plain[0]);
    position.page = plain[1];
    position.stamp = plain[2];
    position.variant = plain[3];
    position.backwards = token.starts_with("PB");
    // Rejects other notations of the same numbers.
    if (make_page_token(listing, position) != token)
        return std::nullopt;
    return position;
}

} // namespace signalwire::sandbox::detail
