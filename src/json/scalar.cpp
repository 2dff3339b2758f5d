#include "json/scalar.hpp"

#include "core/text.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace signalwire::json
{

namespace
{

conversion parse_into(std::int64_t& member, std::string_view text) noexcept
{
    std::optional<std::int64_t> const number = core::parse_number<std::int64_t>(text);
    if (!number)
        return conversion::unsupported;
    member = *number;
    return conversion::deviation;
}

/// `20.0` and `2e1` are integers, too.
conversion from_fractional(std::int64_t& member, std::string_view text)
{
    std::optional<decimal> const value = decimal::parse(text);
    if (!value)
        return conversion::unsupported;
    std::string const digits = value->to_string();
    std::string_view whole = digits;
    if (value->places() > 0)
    {
        std::size_t const point = digits.size() - value->places() - 1;
        if (digits.find_first_not_of('0', point + 1) != std::string::npos)
            return conversion::unsupported;
        whole = whole.substr(0, point);
    }
    return parse_into(member, whole);
}

/// Returns true if `text` is surely the shortest form of a double: `4.5`, `-12.25`.
bool is_short_fixed(std::string_view text) noexcept
{
    std::size_t const point = text.find('.');
    std::size_t const first = text.starts_with('-') ? 1 : 0;
    return text.size() <= 8 && point != std::string_view::npos && text[first] != '0'
        && text.back() != '0' && text.find_first_of("eE") == std::string_view::npos;
}

} // namespace

void write_text(std::string& out, std::string_view value)
{
    auto const plain = [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
    };
    if (std::all_of(value.begin(), value.end(), plain))
    {
        out.append("\"").append(value).append("\"");
        return;
    }
    out += boost::json::serialize(boost::json::string_view(value));
}

namespace scalars
{

conversion from_string(std::string& member, std::string_view value)
{
    member.assign(value);
    return conversion::exact;
}

conversion from_number(std::string& member, number_token const& value)
{
    member.assign(value.text);
    return conversion::deviation;
}

void write(std::string const& member, std::string& out)
{
    write_text(out, member);
}

conversion from_string(std::int64_t& member, std::string_view value)
{
    return parse_into(member, value);
}

conversion from_number(std::int64_t& member, number_token const& value)
{
    if (!value.integer)
        return from_fractional(member, value.text);
    member = *value.integer;
    return conversion::exact;
}

void write(std::int64_t const& member, std::string& out)
{
    out += std::to_string(member);
}

conversion from_string(double& member, std::string_view value)
{
    // from_chars accepts "inf" and "nan", which JSON does not have.
    std::optional<double> const number = core::parse_number<double>(value);
    if (!number || !std::isfinite(*number))
        return conversion::unsupported;
    member = *number;
    return conversion::deviation;
}

conversion from_number(double& member, number_token const& value)
{
    if (from_string(member, value.text) == conversion::unsupported)
        return conversion::unsupported;
    return is_short_fixed(value.text) ? conversion::exact : conversion::non_canonical;
}

void write(double const& member, std::string& out)
{
    std::array<char, 32> digits{};
    auto const [end, failure] = std::to_chars(digits.data(), digits.data() + digits.size(), member);
    if (std::isfinite(member) && failure == std::errc())
        out.append(digits.data(), end);
    else
        out += "null";
}

conversion from_string(decimal& member, std::string_view value)
{
    std::optional<decimal> const number = decimal::parse(value);
    if (!number)
        return conversion::unsupported;
    member = *number;
    return conversion::deviation;
}

conversion from_number(decimal& member, number_token const& value)
{
    if (from_string(member, value.text) == conversion::unsupported)
        return conversion::unsupported;
    // The written form has no exponent and no negative zero.
    bool const plain = value.text.find_first_of("eE") == std::string_view::npos
        && (value.text.front() != '-' || member < decimal());
    return plain ? conversion::exact : conversion::non_canonical;
}

void write(decimal const& member, std::string& out)
{
    out += member.to_string();
}

conversion from_string(bool& member, std::string_view value)
{
    if (value != "true" && value != "false")
        return conversion::unsupported;
    member = value == "true";
    return conversion::deviation;
}

conversion from_number(bool& member, number_token const& value)
{
    if (value.integer != 0 && value.integer != 1)
        return conversion::unsupported;
    member = value.integer == 1;
    return conversion::deviation;
}

void write(bool const& member, std::string& out)
{
    out += member ? "true" : "false";
}

conversion from_string(timestamp& member, std::string_view value)
{
    std::optional<timestamp> const time = timestamp::parse(value);
    if (!time)
        return conversion::unsupported;
    member = *time;
    return conversion::exact;
}

conversion from_number(timestamp&, number_token const&)
{
    return conversion::unsupported;
}

void write(timestamp const& member, std::string& out)
{
    write_text(out, member.to_string());
}

void write_iso(timestamp const& member, std::string& out)
{
    write_text(out, member.to_iso_string());
}

void write_iso(std::optional<timestamp> const& member, std::string& out)
{
    if (member)
        write_iso(*member, out);
    else
        out += "null";
}

} // namespace scalars
} // namespace signalwire::json
