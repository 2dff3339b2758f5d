#include "json/scalar.hpp"

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

/// Reads the whole of `text` as a number.
template <class T>
bool parse_all(std::string_view text, T& value) noexcept
{
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc() && end == text.data() + text.size();
}

/// Numbers such as `20.0` and `2e1` are integers too.
fit take_integral(std::int64_t& member, std::string_view text)
{
    std::optional<decimal> const value = decimal::parse(text);
    if (!value)
        return fit::wrong;
    std::string const digits = value->to_string();
    std::string_view whole = digits;
    if (value->places() > 0)
    {
        std::size_t const point = digits.size() - value->places() - 1;
        if (digits.find_first_not_of('0', point + 1) != std::string::npos)
            return fit::wrong;
        whole = whole.substr(0, point);
    }
    return parse_all(whole, member) ? fit::deviates : fit::wrong;
}

/// Whether the shortest text of a double is surely this one: `4.5`, `-12.25`. Others may be, too.
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

fit take_text(std::string& member, std::string_view value)
{
    member.assign(value);
    return fit::exact;
}

fit take_number(std::string& member, number_token const& value)
{
    member.assign(value.text);
    return fit::deviates;
}

void write(std::string const& member, std::string& out)
{
    write_text(out, member);
}

fit take_text(std::int64_t& member, std::string_view value)
{
    std::int64_t number = 0;
    if (!parse_all(value, number))
        return fit::wrong;
    member = number;
    return fit::deviates;
}

fit take_number(std::int64_t& member, number_token const& value)
{
    if (!value.integer)
        return take_integral(member, value.text);
    member = *value.integer;
    return fit::exact;
}

void write(std::int64_t const& member, std::string& out)
{
    out += std::to_string(member);
}

fit take_text(double& member, std::string_view value)
{
    // from_chars would take "inf" and "nan", which are no numbers of JSON.
    double number = 0;
    if (!parse_all(value, number) || !std::isfinite(number))
        return fit::wrong;
    member = number;
    return fit::deviates;
}

fit take_number(double& member, number_token const& value)
{
    if (take_text(member, value.text) == fit::wrong)
        return fit::wrong;
    return is_short_fixed(value.text) ? fit::exact : fit::respelled;
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

fit take_text(decimal& member, std::string_view value)
{
    std::optional<decimal> const number = decimal::parse(value);
    if (!number)
        return fit::wrong;
    member = *number;
    return fit::deviates;
}

fit take_number(decimal& member, number_token const& value)
{
    if (take_text(member, value.text) == fit::wrong)
        return fit::wrong;
    // What is written has neither exponents nor negative zeros.
    bool const plain = value.text.find_first_of("eE") == std::string_view::npos
        && (value.text.front() != '-' || member < decimal());
    return plain ? fit::exact : fit::respelled;
}

void write(decimal const& member, std::string& out)
{
    out += member.to_string();
}

fit take_text(timestamp& member, std::string_view value)
{
    std::optional<timestamp> const time = timestamp::parse(value);
    if (!time)
        return fit::wrong;
    member = *time;
    return fit::exact;
}

fit take_number(timestamp&, number_token const&)
{
    return fit::wrong;
}

void write(timestamp const& member, std::string& out)
{
    write_text(out, member.to_string());
}

} // namespace scalars
} // namespace signalwire::json
