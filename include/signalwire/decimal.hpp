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
/// Money is never a double. Holds up to 38 significant digits and up to 28 decimal places, which
/// includes prices with binary noise such as `0.0036300000000000004`. The number of decimal places
/// that was written is kept (`0.0030` prints as `0.0030`) and does not take part in comparison
/// (`0.003 == 0.0030`).
///
/// Sums and differences are exact as long as they have up to 38 digits: always when they lie below
/// 10^10. A larger one is rounded to the decimal places that 38 digits leave. Only one of 10^38 or
/// more throws.
///
/// Thread safety: a value type; distinct objects are independent.
class decimal
{
public:
    /// The most significant digits.
    static constexpr int max_digits = 38;
    /// The most decimal places.
    static constexpr unsigned max_places = 28;

    /// Zero.
    constexpr decimal() noexcept = default;

    /// A whole number.
    constexpr explicit decimal(std::int64_t whole) noexcept
        : low_(
              whole < 0 ? 0 - static_cast<std::uint64_t>(whole) : static_cast<std::uint64_t>(whole))
        , negative_(whole < 0)
    {
    }

    /// Would round: write `decimal("0.003")` or `decimal(3, 3)`.
    template <std::floating_point Number>
    decimal(Number) = delete;

    /// `unscaled` divided by ten to the power of `places`: `decimal(3, 3)` is 0.003.
    /// Throws `std::out_of_range` unless `places` is 0..28.
    constexpr decimal(std::int64_t unscaled, unsigned places)
        : decimal(unscaled)
    {
        if (places > max_places)
            throw_out_of_range();
        places_ = static_cast<std::uint8_t>(places);
    }

    /// Reads what `parse` reads. Throws `std::invalid_argument` otherwise.
    explicit decimal(std::string_view text);

    /// Reads `-12`, `0.0030` or `3e-3` (the JSON number grammar, RFC 8259 section 6, and a leading
    /// plus sign). Returns nothing for other text or for a number that does not fit.
    [[nodiscard]] static std::optional<decimal> parse(std::string_view text) noexcept;

    /// The number without its decimal point. Throws `std::out_of_range` if 64 bits do not hold it:
    /// those of up to 18 digits always fit.
    [[nodiscard]] constexpr std::int64_t unscaled() const
    {
        constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
        if (high_ != 0 || low_ > most + (negative_ ? 1 : 0))
            throw_out_of_range();
        return static_cast<std::int64_t>(negative_ ? 0 - low_ : low_);
    }

    /// How many digits follow the decimal point, 0..28.
    [[nodiscard]] constexpr unsigned places() const noexcept
    {
        return places_;
    }

    /// Plain notation without an exponent, with exactly `places()` decimal places.
    [[nodiscard]] std::string to_string() const;

    /// The nearest double: for plotting, never for adding up.
    [[nodiscard]] double to_double() const noexcept;

    /// Adds `other`: exactly, or rounded to 38 digits, see above. Throws `std::overflow_error` when
    /// the sum is 10^38 or more.
    decimal& operator+=(decimal const& other);
    /// Subtracts `other` likewise.
    decimal& operator-=(decimal const& other);

    /// The sum, as `+=` forms it.
    friend decimal operator+(decimal left, decimal const& right)
    {
        return left += right;
    }

    /// The difference, as `-=` forms it.
    friend decimal operator-(decimal left, decimal const& right)
    {
        return left -= right;
    }

    /// The same number with the other sign.
    [[nodiscard]] constexpr decimal operator-() const noexcept
    {
        decimal out = *this;
        out.negative_ = !negative_ && (low_ | high_) != 0;
        return out;
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
