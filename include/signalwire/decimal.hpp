#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire
{

/// An exact decimal number: an integer and a count of decimal places.
///
/// Money is never a double. Holds up to 18 significant digits and up to 18 decimal places;
/// arithmetic is exact or throws. The number of decimal places that was written is kept
/// (`0.0030` prints as `0.0030`) and does not take part in comparison (`0.003 == 0.0030`).
///
/// Thread safety: a value type; distinct objects are independent.
class decimal
{
public:
    /// Zero.
    constexpr decimal() noexcept = default;

    /// A whole number.
    constexpr explicit decimal(std::int64_t whole)
        : decimal(whole, 0)
    {
    }

    /// Would round: write `decimal("0.003")` or `decimal(3, 3)`.
    template <std::floating_point Number>
    decimal(Number) = delete;

    /// `unscaled` divided by ten to the power of `places`: `decimal(3, 3)` is 0.003.
    /// Throws `std::out_of_range` unless `places` is 0..18 and `unscaled` has at most 18 digits.
    constexpr decimal(std::int64_t unscaled, unsigned places)
        : unscaled_(unscaled)
        , places_(static_cast<std::uint8_t>(places))
    {
        check(unscaled, places);
    }

    /// Reads what `parse` reads. Throws `std::invalid_argument` otherwise.
    explicit decimal(std::string_view text);

    /// Reads `-12`, `0.0030` or `3e-3` (the JSON number grammar, RFC 8259 section 6, and a leading
    /// plus sign). Returns nothing for other text or for a number that does not fit.
    [[nodiscard]] static std::optional<decimal> parse(std::string_view text) noexcept;

    /// The number without its decimal point.
    [[nodiscard]] constexpr std::int64_t unscaled() const noexcept
    {
        return unscaled_;
    }

    /// How many digits stand behind the decimal point, 0..18.
    [[nodiscard]] constexpr unsigned places() const noexcept
    {
        return places_;
    }

    /// Plain notation without an exponent, with exactly `places()` decimal places.
    [[nodiscard]] std::string to_string() const;

    /// The nearest double: for plotting, never for adding up.
    [[nodiscard]] double to_double() const noexcept;

    /// Exact sums. Throw `std::overflow_error` when 18 digits do not suffice.
    decimal& operator+=(decimal const& other);
    /// The same for differences.
    decimal& operator-=(decimal const& other);

    /// The exact sum, or `std::overflow_error`.
    friend decimal operator+(decimal left, decimal const& right)
    {
        return left += right;
    }

    /// The exact difference, or `std::overflow_error`.
    friend decimal operator-(decimal left, decimal const& right)
    {
        return left -= right;
    }

    /// The same number with the other sign.
    [[nodiscard]] constexpr decimal operator-() const
    {
        return decimal(-unscaled_, places_);
    }

    /// By value: `0.003 == 0.0030`.
    friend bool operator==(decimal const& left, decimal const& right) noexcept
    {
        return (left <=> right) == 0;
    }

    /// By value, exactly.
    friend std::strong_ordering operator<=>(decimal const& left, decimal const& right) noexcept;

    /// Writes `to_string()`.
    friend std::ostream& operator<<(std::ostream& out, decimal const& value);

private:
    static constexpr void check(std::int64_t unscaled, unsigned places);
    [[noreturn]] static void throw_out_of_range();

    std::int64_t unscaled_ = 0;
    std::uint8_t places_ = 0;
};

constexpr void decimal::check(std::int64_t unscaled, unsigned places)
{
    constexpr std::int64_t limit = 1'000'000'000'000'000'000;
    if (places > 18 || unscaled <= -limit || unscaled >= limit)
        throw_out_of_range();
}

} // namespace signalwire
