#include "sandbox/sample_values.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::array<std::string_view, 10> area_codes = {"202", "206", "212", "303", "310",
                                                         "312", "415", "512", "617", "808"};

constexpr std::array<std::string_view, 28> caller_names = {
    "ALICE JOHNSON",
    "Bob Smith",
    "WIRELESS CALLER",
    "José Álvarez",
    "Zoë \"Zed\" O'Neil",
    "Łukasz Wiśniewski",
    "Jürgen Groß",
    "Ngô Thị Hồng",
    "山田太郎",
    "김민준",
    "Иван Петров",
    "Αθηνά Παπαδοπούλου",
    "محمد علي",
    "אביגיל כהן",
    "राजेश कुमार",
    "สมชาย ใจดี",
    "Back\\slash & Sons",
    "C:\\calls\\\"in\"",
    "<b>Bold & Co</b>",
    "Pizza \xF0\x9F\x8D\x95 Palace",
    "\xF0\x9F\x98\x80\xF0\x9F\x8F\xB3\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x8C\x88",
    "Tab\tand\nnewline\r\n",
    "Bell\x07 escape\x1b unit\x1f",
    "Delete\x7f no-break\xC2\xA0space",
    "Line\xE2\x80\xA8separator\xE2\x80\xA9s",
    " leading and trailing ",
    "comma, semicolon; 'quote' = \"x\"",
    "A name that is longer than any small-string buffer and than most columns of a table, as they "
    "come out of directories of companies with departments",
};

constexpr std::array<std::string_view, 6> annotations = {
    "VIP",
    "call back after 5 pm",
    "said \"never again\"\nthen hung up",
    "50 % off; ref=AB/12&x",
    "réclamé",
    ""};

std::string digits(std::uint64_t value, std::size_t width)
{
    std::string text(width, '0');
    for (std::size_t i = width; i-- != 0; value /= 10)
        text[i] = static_cast<char>('0' + value % 10);
    return text;
}

// 555-0100 to 555-0199 are reserved for fiction in North America.
std::string american_number(std::uint64_t area, std::uint64_t line)
{
    std::string text = "+1";
    text.append(area_codes[area % area_codes.size()]).append("55501");
    return text += digits(line % 100, 2);
}

} // namespace

std::string own_address(std::uint64_t index)
{
    if (index + own_sip_endpoints < own_addresses)
        return american_number(index * 3 + 1, 7 * index);
    return "sip:agent-" + digits(index, 2) + "@example.dapp.signalwire.com";
}

std::string other_address(keyed_random const& record)
{
    std::uint64_t const kind = record.below(random_key::other_kind, 100);
    std::uint64_t const contact = record.below(random_key::other_address, 300);
    if (kind < 78)
        return american_number(contact, contact / 10 + 40);
    // Reserved for fiction by Ofcom and by the Bundesnetzagentur.
    if (kind < 84)
        return "+447700900" + digits(contact % 20, 3);
    if (kind < 88)
        return "+4930231250" + digits(contact % 15, 2);
    if (kind < 97)
        return "sip:+1310555" + digits(100 + contact % 25, 4)
            + "@carrier.example.com;transport=tls";
    return kind < 99 ? "sip:j\xC3\xBCrgen%20gro\xC3\x9F@example.org" : "anonymous";
}

std::string phone_number_sid(std::uint64_t seed, std::string_view number)
{
    std::uint64_t const random = fingerprint(seed, number);
    return uuid(random, mix(random));
}

std::string formatted(std::string_view address)
{
    if (address.size() != 12 || !address.starts_with("+1"))
        return std::string(address);
    std::string text = "(";
    text.append(address.substr(2, 3)).append(") ");
    text.append(address.substr(5, 3)).append("-");
    return text.append(address.substr(8));
}

std::string_view caller_name(std::uint64_t choice) noexcept
{
    return caller_names[choice % caller_names.size()];
}

std::string_view annotation(std::uint64_t choice) noexcept
{
    return annotations[choice % annotations.size()];
}

std::string uuid(std::uint64_t high, std::uint64_t low)
{
    // Version 4 and its variant: RFC 4122, section 4.4.
    high = (high & ~std::uint64_t{0xf000}) | 0x4000;
    low = (low & ~(std::uint64_t{3} << 62)) | (std::uint64_t{1} << 63);

    std::string text(36, '-');
    std::size_t at = 36;
    for (unsigned digit = 0; digit != 32; ++digit)
    {
        --at;
        if (at == 23 || at == 18 || at == 13 || at == 8)
            --at;
        std::uint64_t& source = digit < 16 ? low : high;
        text[at] = "0123456789abcdef"[source & 15];
        source >>= 4;
    }
    return text;
}

} // namespace signalwire::sandbox::detail
