#pragma once

namespace signalwire::json
{

/// The grammar of numbers (RFC 8259 section 6), one character at a time.
class number_grammar
{
public:
    /// Whether `c` goes on with the number. What does not belongs to whatever follows.
    [[nodiscard]] constexpr bool take(char c) noexcept
    {
        bool const digit = c >= '0' && c <= '9';
        switch (place_)
        {
        case place::begin:
            if (c == '-')
                return go(place::sign);
            [[fallthrough]];
        case place::sign: return digit && go(c == '0' ? place::zero : place::integer);
        case place::integer:
            if (digit)
                return true;
            [[fallthrough]];
        case place::zero:
            if (c == '.')
                return go(place::point);
            return is_exponent(c) && go(place::exponent);
        case place::point: return digit && go(place::fraction);
        case place::fraction: return digit || (is_exponent(c) && go(place::exponent));
        case place::exponent:
            if (c == '+' || c == '-')
                return go(place::exponent_sign);
            [[fallthrough]];
        case place::exponent_sign: return digit && go(place::power);
        case place::power: return digit;
        }
        return false;
    }

    /// Whether what was taken is a number.
    [[nodiscard]] constexpr bool complete() const noexcept
    {
        return is_integer() || place_ == place::fraction || place_ == place::power;
    }

    /// Whether it is one without fraction and exponent.
    [[nodiscard]] constexpr bool is_integer() const noexcept
    {
        return place_ == place::zero || place_ == place::integer;
    }

private:
    /// What was taken last.
    enum class place : unsigned char
    {
        begin,
        sign,
        zero,
        integer,
        point,
        fraction,
        exponent,
        exponent_sign,
        power
    };

    constexpr bool go(place next) noexcept
    {
        place_ = next;
        return true;
    }

    static constexpr bool is_exponent(char c) noexcept
    {
        return c == 'e' || c == 'E';
    }

    place place_ = place::begin;
};

} // namespace signalwire::json
