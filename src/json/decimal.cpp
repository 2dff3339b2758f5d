#include <signalwire/decimal.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>
#include <ostream>
#include <stdexcept>

namespace signalwire
{

namespace
{

constexpr int max_digits = 18;

constexpr std::array<std::int64_t, max_digits + 1> powers_of_ten = [] {
    std::array<std::int64_t, max_digits + 1> powers{};
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i)
        powers[i] = powers[i - 1] * 10;
    return powers;
}();

bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// Digits with the decimal point taken out: `0.0030` is 30 with 4 places.
struct digits
{
    std::int64_t value = 0;
    int count = 0;
    int places = 0;

    bool push(char c, bool behind_point) noexcept
    {
        if (value != 0 || c != '0')
        {
            if (++count > max_digits)
                return false;
            value = value * 10 + (c - '0');
        }
        places += behind_point ? 1 : 0;
        return true;
    }
};

/// JSON has no leading zeros (RFC 8259 section 6).
bool has_leading_zero(std::string_view text) noexcept
{
    return text.size() > 1 && text[0] == '0' && is_digit(text[1]);
}

/// Consumes digits from the front of `text`; fails when there is none or they are too many.
bool scan_digits(std::string_view& text, digits& out, bool behind_point) noexcept
{
    std::size_t length = 0;
    for (; length < text.size() && is_digit(text[length]); ++length)
    {
        if (!out.push(text[length], behind_point))
            return false;
    }
    text.remove_prefix(length);
    return length > 0;
}

/// Consumes what may stand behind the digits: an exponent or nothing. One that no `int` can hold
/// becomes the largest or smallest that can.
bool scan_exponent(std::string_view& text, int& exponent) noexcept
{
    if (text.empty())
        return true;
    if (text.front() != 'e' && text.front() != 'E')
        return false;
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '+')
    {
        text.remove_prefix(1);
        if (text.empty() || !is_digit(text.front()))
            return false;
    }
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (failure == std::errc::result_out_of_range)
        exponent =
            text.front() == '-' ? std::numeric_limits<int>::min() : std::numeric_limits<int>::max();
    return failure != std::errc::invalid_argument && end == text.data() + text.size();
}

} // namespace

std::optional<decimal> decimal::parse(std::string_view text) noexcept
{
    bool const negative = !text.empty() && text.front() == '-';
    if (negative || (!text.empty() && text.front() == '+'))
        text.remove_prefix(1);

    digits number;
    int exponent = 0;
    if (has_leading_zero(text) || !scan_digits(text, number, false))
        return std::nullopt;
    if (!text.empty() && text.front() == '.')
    {
        text.remove_prefix(1);
        if (!scan_digits(text, number, true))
            return std::nullopt;
    }
    if (!scan_exponent(text, exponent))
        return std::nullopt;
    // Zero is zero, whatever its exponent.
    if (number.value == 0)
        exponent = std::clamp(exponent, -max_digits, max_digits);
    if (exponent > max_digits || exponent < -2 * max_digits)
        return std::nullopt;

    int places = number.places - exponent;
    if (number.value == 0)
        places = std::clamp(places, 0, max_digits);
    for (; places < 0; ++places)
    {
        if (++number.count > max_digits)
            return std::nullopt;
        number.value *= 10;
    }
    if (places > max_digits)
        return std::nullopt;
    return decimal(negative ? -number.value : number.value, static_cast<unsigned>(places));
}

decimal::decimal(std::string_view text)
{
    std::optional<decimal> const value = parse(text);
    if (!value)
        throw std::invalid_argument(
            "signalwire::decimal: not a decimal number of at most 18 digits");
    *this = *value;
}

std::string decimal::to_string() const
{
    std::string out = std::to_string(unscaled_ < 0 ? -unscaled_ : unscaled_);
    if (places_ > 0)
    {
        if (out.size() <= places_)
            out.insert(0, places_ - out.size() + 1, '0');
        out.insert(out.size() - places_, 1, '.');
    }
    if (unscaled_ < 0)
        out.insert(0, 1, '-');
    return out;
}

double decimal::to_double() const noexcept
{
    // A division would round twice; reading the digits rounds once.
    std::array<char, 32> digits{};
    char* const last = digits.data() + digits.size();
    char* end = std::to_chars(digits.data(), last - 8, unscaled_).ptr;
    *end++ = 'e';
    end = std::to_chars(end, last, -static_cast<int>(places_)).ptr;
    double value = 0;
    std::from_chars(digits.data(), end, value);
    return value;
}

decimal& decimal::operator+=(decimal const& other)
{
    std::uint8_t const places = std::max(places_, other.places_);
    std::int64_t left = 0;
    std::int64_t right = 0;
    std::int64_t sum = 0;
    constexpr std::int64_t limit = powers_of_ten[max_digits];
    if (__builtin_mul_overflow(unscaled_, powers_of_ten[places - places_], &left)
        || __builtin_mul_overflow(other.unscaled_, powers_of_ten[places - other.places_], &right)
        || __builtin_add_overflow(left, right, &sum) || sum <= -limit || sum >= limit)
        throw std::overflow_error("signalwire::decimal: the result has more than 18 digits");
    unscaled_ = sum;
    places_ = places;
    return *this;
}

decimal& decimal::operator-=(decimal const& other)
{
    return *this += -other;
}

std::strong_ordering operator<=>(decimal const& left, decimal const& right) noexcept
{
    // Integer parts decide unless equal; then both fractions fit when scaled to 18 places.
    std::int64_t const left_scale = powers_of_ten[left.places_];
    std::int64_t const right_scale = powers_of_ten[right.places_];
    if (auto const order = left.unscaled_ / left_scale <=> right.unscaled_ / right_scale;
        order != 0)
        return order;
    return left.unscaled_ % left_scale * powers_of_ten[max_digits - left.places_]
        <=> right.unscaled_ % right_scale * powers_of_ten[max_digits - right.places_];
}

std::ostream& operator<<(std::ostream& out, decimal const& value)
{
    return out << value.to_string();
}

void decimal::throw_out_of_range()
{
    throw std::out_of_range("signalwire::decimal: more than 18 digits or decimal places");
}

} // namespace signalwire
