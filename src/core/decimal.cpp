#include "core/text.hpp"

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

using core::is_digit;

/// Holds 38 digits of either sign.
__extension__ using wide = __int128;

/// Numbers are parsed into the short form if possible: it is faster and fits nearly all of them.
struct short_form
{
    using integer = std::int64_t;
    static constexpr int max_digits = 18;
    static constexpr int max_places = 18;
};

struct long_form
{
    using integer = wide;
    static constexpr int max_digits = decimal::max_digits;
    static constexpr int max_places = decimal::max_places;
};

constexpr std::array<wide, decimal::max_digits + 1> powers_of_ten = [] {
    std::array<wide, decimal::max_digits + 1> powers{};
    powers[0] = 1;
    for (std::size_t i = 1; i < powers.size(); ++i)
        powers[i] = powers[i - 1] * 10;
    return powers;
}();

constexpr wide limit = powers_of_ten[decimal::max_digits];

/// The digits without the decimal point: `0.0030` is 30 with 4 places.
template <class Form>
struct digits
{
    typename Form::integer value = 0;
    int count = 0;
    int places = 0;

    bool push(char c, bool after_point) noexcept
    {
        if (value != 0 || c != '0')
        {
            if (++count > Form::max_digits)
                return false;
            value = value * 10 + (c - '0');
        }
        places += after_point ? 1 : 0;
        return true;
    }
};

/// JSON has no leading zeros (RFC 8259 section 6).
bool has_leading_zero(std::string_view text) noexcept
{
    return text.size() > 1 && text[0] == '0' && is_digit(text[1]);
}

/// Consumes digits from the front of `text`. Returns false if there are none or too many.
template <class Form>
bool scan_digits(std::string_view& text, digits<Form>& out, bool after_point) noexcept
{
    std::size_t length = 0;
    for (; length < text.size() && is_digit(text[length]); ++length)
    {
        if (!out.push(text[length], after_point))
            return false;
    }
    text.remove_prefix(length);
    return length > 0;
}

/// Consumes an optional exponent and requires the end of `text`. An exponent outside `int` becomes
/// the largest or smallest `int`.
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

/// Parses an unsigned number; `places` is final. Returns false if it is invalid or out of range.
template <class Form>
bool scan_number(std::string_view text, digits<Form>& number) noexcept
{
    constexpr int max_digits = Form::max_digits;
    int exponent = 0;
    if (has_leading_zero(text) || !scan_digits(text, number, false))
        return false;
    if (!text.empty() && text.front() == '.')
    {
        text.remove_prefix(1);
        if (!scan_digits(text, number, true))
            return false;
    }
    if (!scan_exponent(text, exponent))
        return false;
    // Zero accepts any exponent.
    if (number.value == 0)
        exponent = std::clamp(exponent, -max_digits, max_digits);
    if (exponent > max_digits || exponent < -2 * max_digits)
        return false;

    number.places -= exponent;
    if (number.value == 0)
        number.places = std::clamp(number.places, 0, Form::max_places);
    for (; number.places < 0; ++number.places)
    {
        if (++number.count > max_digits)
            return false;
        number.value *= 10;
    }
    return number.places <= Form::max_places;
}

/// Rounds half to even.
wide divide(wide value, wide divisor) noexcept
{
    wide const quotient = value / divisor;
    wide const twice = (value % divisor < 0 ? -(value % divisor) : value % divisor) * 2;
    bool const away = twice > divisor || (twice == divisor && quotient % 2 != 0);
    return quotient + (away ? (value < 0 ? -1 : 1) : 0);
}

/// Changes the scale from `from` to `places` decimal places. Returns false on overflow.
bool rescale(wide& value, unsigned from, unsigned places) noexcept
{
    if (from >= places)
        value = divide(value, powers_of_ten[from - places]);
    else if (__builtin_mul_overflow(value, powers_of_ten[places - from], &value))
        return false;
    return value > -limit && value < limit;
}

using digit_buffer = std::array<char, decimal::max_digits>;

/// Writes the digits of the magnitude to the end of `out`. Returns the first one.
char const* print(wide value, digit_buffer& out) noexcept
{
    char* first = out.data() + out.size();
    wide rest = value < 0 ? -value : value;
    // 128-bit division is slow, so the last digits use 64 bits.
    for (; rest > std::numeric_limits<std::int64_t>::max(); rest /= 10)
        *--first = static_cast<char>('0' + static_cast<int>(rest % 10));
    auto small = static_cast<std::uint64_t>(rest);
    do
        *--first = static_cast<char>('0' + small % 10);
    while ((small /= 10) != 0);
    return first;
}

} // namespace

struct decimal::parts
{
    wide value;
    unsigned places;
};

decimal::decimal(parts const& from) noexcept
    : places_(static_cast<std::uint8_t>(from.places))
    , negative_(from.value < 0)
{
    wide const magnitude = negative_ ? -from.value : from.value;
    low_ = static_cast<std::uint64_t>(magnitude);
    high_ = static_cast<std::uint64_t>(magnitude >> 64);
}

decimal::parts decimal::take_apart() const noexcept
{
    wide const magnitude = static_cast<wide>(high_) << 64 | low_;
    return {negative_ ? -magnitude : magnitude, places_};
}

std::optional<decimal> decimal::parse(std::string_view text) noexcept
{
    bool const negative = !text.empty() && text.front() == '-';
    if (negative || (!text.empty() && text.front() == '+'))
        text.remove_prefix(1);
    digits<short_form> number;
    if (scan_number(text, number))
        return decimal(
            negative ? -number.value : number.value, static_cast<unsigned>(number.places));
    digits<long_form> larger;
    if (!scan_number(text, larger))
        return std::nullopt;
    return decimal(
        parts{negative ? -larger.value : larger.value, static_cast<unsigned>(larger.places)});
}

decimal::decimal(std::string_view text)
{
    std::optional<decimal> const value = parse(text);
    if (!value)
        throw std::invalid_argument(
            "signalwire::decimal: not a decimal number of at most 38 digits and 28 places");
    *this = *value;
}

std::string decimal::to_string() const
{
    digit_buffer buffer{};
    char const* const last = buffer.data() + buffer.size();
    std::string out(print(take_apart().value, buffer), last);
    if (places_ > 0)
    {
        if (out.size() <= places_)
            out.insert(0, places_ - out.size() + 1, '0');
        out.insert(out.size() - places_, 1, '.');
    }
    if (negative_)
        out.insert(0, 1, '-');
    return out;
}

double decimal::to_double() const noexcept
{
    // A division would round twice; parsing the digits rounds once.
    digit_buffer buffer{};
    char const* const first = print(take_apart().value, buffer);
    char const* const last = buffer.data() + buffer.size();
    std::array<char, 48> text{};
    char* end = std::copy(first, last, text.data());
    *end++ = 'e';
    end = std::to_chars(end, text.data() + text.size(), -static_cast<int>(places_)).ptr;
    double value = 0;
    std::from_chars(text.data(), end, value);
    return negative_ ? -value : value;
}

decimal& decimal::operator+=(decimal const& other)
{
    parts const left = take_apart();
    parts const right = other.take_apart();
    for (unsigned places = std::max(left.places, right.places) + 1; places-- > 0;)
    {
        wide sum = left.value;
        wide more = right.value;
        if (!rescale(sum, left.places, places) || !rescale(more, right.places, places))
            continue;
        if (__builtin_add_overflow(sum, more, &sum) || sum <= -limit || sum >= limit)
            continue;
        *this = decimal(parts{sum, places});
        return *this;
    }
    throw std::overflow_error("signalwire::decimal: the result has more than 38 digits");
}

decimal& decimal::operator-=(decimal const& other)
{
    return *this += -other;
}

std::strong_ordering operator<=>(decimal const& left, decimal const& right) noexcept
{
    // The integer parts decide unless equal; then both fractions fit when scaled to all places.
    decimal::parts const one = left.take_apart();
    decimal::parts const two = right.take_apart();
    wide const left_scale = powers_of_ten[one.places];
    wide const right_scale = powers_of_ten[two.places];
    auto const compare = [](wide a, wide b) {
        return a < b ? std::strong_ordering::less
            : a > b  ? std::strong_ordering::greater
                     : std::strong_ordering::equal;
    };
    if (auto const order = compare(one.value / left_scale, two.value / right_scale); order != 0)
        return order;
    return compare(
        one.value % left_scale * powers_of_ten[decimal::max_places - one.places],
        two.value % right_scale * powers_of_ten[decimal::max_places - two.places]);
}

std::ostream& operator<<(std::ostream& out, decimal const& value)
{
    return out << value.to_string();
}

void decimal::throw_out_of_range()
{
    throw std::out_of_range("signalwire::decimal: more than 64 bits or 28 decimal places");
}

} // namespace signalwire
