#pragma once

namespace signalwire::json
{

/// The grammar of numbers (RFC 8259 section 6) as a state machine over characters.
class number_grammar
{
public:
    /// Returns true if `c` continues the number. Otherwise the state is unchanged.
    [[nodiscard]] constexpr bool accept(char c) noexcept
    {
        bool const digit = c >= '0' && c <= '9';
        switch (state_)
        {
        case state::begin:
            if (c == '-')
                return enter(state::sign);
            [[fallthrough]];
        case state::sign: return digit && enter(c == '0' ? state::zero : state::integer);
        case state::integer:
            if (digit)
                return true;
            [[fallthrough]];
        case state::zero:
            if (c == '.')
                return enter(state::point);
            return is_exponent(c) && enter(state::exponent);
        case state::point: return digit && enter(state::fraction);
        case state::fraction: return digit || (is_exponent(c) && enter(state::exponent));
        case state::exponent:
            if (c == '+' || c == '-')
                return enter(state::exponent_sign);
            [[fallthrough]];
        case state::exponent_sign: return digit && enter(state::power);
        case state::power: return digit;
        }
        return false;
    }

    /// Returns true if the accepted characters are a number.
    [[nodiscard]] constexpr bool complete() const noexcept
    {
        return is_integer() || state_ == state::fraction || state_ == state::power;
    }

    /// Returns true if they are a number without fraction and exponent.
    [[nodiscard]] constexpr bool is_integer() const noexcept
    {
        return state_ == state::zero || state_ == state::integer;
    }

private:
    /// The last part accepted.
    enum class state : unsigned char
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

    constexpr bool enter(state next) noexcept
    {
        state_ = next;
        return true;
    }

    static constexpr bool is_exponent(char c) noexcept
    {
        return c == 'e' || c == 'E';
    }

    state state_ = state::begin;
};

} // namespace signalwire::json
