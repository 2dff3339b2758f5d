#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire
{

/// An exact decimal number: an integer and a count of decimal places.
///
/// Has at most 38 significant digits and 28 decimal places, enough for prices with binary noise
/// such as `0.0036300000000000004`. Trailing zeros are kept (`0.0030` prints as `0.0030`) and
/// ignored in comparisons (`0.003 == 0.0030`).
///
/// Sums and differences of up to 38 digits are exact, which includes all below 10^10. Larger ones
/// are rounded to 38 digits; 10^38 or more throws.
///
/// Thread safety: a value type; distinct objects are independent.
class decimal
{
public:
    /// Maximum number of significant digits.
    static constexpr int max_digits = 38;
    /// Maximum number of decimal places.
    static constexpr unsigned max_places = 28;

    /// Constructs zero.
    constexpr decimal() noexcept = default;

    /// Converts a whole number.
    constexpr explicit decimal(std::int64_t whole) noexcept
        : low_(
              whole < 0 ? 0 - static_cast<std::uint64_t>(whole) : static_cast<std::uint64_t>(whole))
        , negative_(whole < 0)
    {
    }

    /// Deleted, as it would round. Write `decimal("0.003")` or `decimal(3, 3)`.
    template <std::floating_point Number>
    decimal(Number) = delete;

    /// Constructs `unscaled` divided by ten to the power of `places`: `decimal(3, 3)` is 0.003.
    ///
    /// Throws: `std::out_of_range` unless `places` is 0 to 28.
    constexpr decimal(std::int64_t unscaled, unsigned places)
        : decimal(unscaled)
    {
        if (places > max_places)
            throw_out_of_range();
        places_ = static_cast<std::uint8_t>(places);
    }

    /// Parses `text` as `parse` does.
    ///
    /// Throws: `std::invalid_argument` if `parse` returns nothing.
    explicit decimal(std::string_view text);

    /// Parses `-12`, `0.0030` or `3e-3`: a JSON number (RFC 8259 section 6), also with a plus sign.
    /// Returns nothing for other text and for a number out of range.
    [[nodiscard]] static std::optional<decimal> parse(std::string_view text) noexcept;

    /// Returns the number without its decimal point.
    ///
    /// Throws: `std::out_of_range` if it exceeds 64 bits; numbers of up to 18 digits never do.
    [[nodiscard]] constexpr std::int64_t unscaled() const
    {
        constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
        if (high_ != 0 || low_ > most + (negative_ ? 1 : 0))
            throw_out_of_range();
        return static_cast<std::int64_t>(negative_ ? 0 - low_ : low_);
    }

    /// Returns the number of decimal places, 0 to 28.
    [[nodiscard]] constexpr unsigned places() const noexcept
    {
        return places_;
    }

    /// Returns plain notation without an exponent, with `places()` decimal places.
    [[nodiscard]] std::string to_string() const;

    /// Returns the nearest double. Do not use it for sums of money.
    [[nodiscard]] double to_double() const noexcept;

    /// Adds `other`, rounding to 38 digits.
    ///
    /// Throws: `std::overflow_error` if the sum is 10^38 or more.
    decimal& operator+=(decimal const& other);
    /// Subtracts `other`, rounding to 38 digits.
    ///
    /// Throws: `std::overflow_error` if the difference is 10^38 or more.
    decimal& operator-=(decimal const& other);

    /// Returns the sum; see `operator+=`.
    friend decimal operator+(decimal left, decimal const& right)
    {
        return left += right;
    }

    /// Returns the difference; see `operator-=`.
    friend decimal operator-(decimal left, decimal const& right)
    {
        return left -= right;
    }

    /// Returns the negated number.
    [[nodiscard]] constexpr decimal operator-() const noexcept
    {
        decimal out = *this;
        out.negative_ = !negative_ && (low_ | high_) != 0;
        return out;
    }

    /// Compares by value: `0.003 == 0.0030`.
    friend bool operator==(decimal const& left, decimal const& right) noexcept
    {
        return (left <=> right) == 0;
    }

    /// Compares by value, exactly.
    friend std::strong_ordering operator<=>(decimal const& left, decimal const& right) noexcept;

    /// Writes `to_string()`.
    friend std::ostream& operator<<(std::ostream& out, decimal const& value);

private:
    struct parts;

    explicit decimal(parts const& from) noexcept;
    [[nodiscard]] parts take_apart() const noexcept;
    [[noreturn]] static void throw_out_of_range();

    /// The magnitude of the unscaled number in two words.
    std::uint64_t low_ = 0;
    std::uint64_t high_ = 0;
    std::uint8_t places_ = 0;
    /// Never for zero.
    bool negative_ = false;
};

} // namespace signalwire
