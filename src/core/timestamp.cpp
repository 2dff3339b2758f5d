#include "core/text.hpp"
#include "core/usual_time_parser.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ostream>
#include <type_traits>

namespace signalwire
{

namespace
{

using core::is_digit;

namespace chrono = std::chrono;

/// Names of three letters, in a table by a hash of their letters that no two of them share.
template <std::size_t Size>
class name_list
{
public:
    constexpr explicit name_list(std::array<std::string_view, Size> const& all) noexcept
        : names(all)
    {
        while (!enter_all())
            factor += 2;
    }

    [[nodiscard]] static constexpr std::uint32_t pack(char const* letters) noexcept
    {
        auto const letter = [&](int i) {
            return static_cast<std::uint32_t>(static_cast<unsigned char>(letters[i])) << 8 * i;
        };
        return letter(0) | letter(1) | letter(2);
    }

    /// Returns the index of the name at `letters`, or `Size`.
    [[nodiscard]] constexpr std::size_t find(char const* letters) const noexcept
    {
        return find_packed(pack(letters));
    }

    /// Returns the index of the name in the lowest bytes, or `Size`.
    [[nodiscard]] constexpr std::size_t find_packed(std::uint64_t word) const noexcept
    {
        std::uint32_t const letters = word & 0xffffff;
        slot const& found = slots[hash(letters)];
        return found.packed == letters ? found.index : Size;
    }

    std::array<std::string_view, Size> names;

private:
    /// More than three letters.
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    struct slot
    {
        std::uint32_t packed = none;
        std::uint32_t index = 0;
    };

    [[nodiscard]] constexpr std::uint32_t hash(std::uint32_t packed) const noexcept
    {
        return packed * factor >> 28;
    }

    /// Returns false if two names have the same slot.
    constexpr bool enter_all() noexcept
    {
        slots = {};
        for (std::uint32_t i = 0; i < Size; ++i)
        {
            std::uint32_t const packed = pack(names[i].data());
            slot& target = slots[hash(packed)];
            if (target.packed != none)
                return false;
            target = {packed, i};
        }
        return true;
    }

    std::uint32_t factor = 0x9e3779b1;
    std::array<slot, 16> slots{};
};

constexpr name_list<12> months(
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"});
constexpr name_list<7> days({"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"});

/// Scans a text from its front. Each function consumes what its name says, or returns false and
/// leaves an unspecified position.
class scanner
{
public:
    explicit scanner(std::string_view text) noexcept
        : text_(text)
    {
    }

    bool at_end() const noexcept
    {
        return text_.empty();
    }

    bool next_is_digit() const noexcept
    {
        return !text_.empty() && is_digit(text_.front());
    }

    bool literal(char expected) noexcept
    {
        if (text_.empty() || text_.front() != expected)
            return false;
        text_.remove_prefix(1);
        return true;
    }

    bool literal(std::string_view expected) noexcept
    {
        if (text_.substr(0, expected.size()) != expected)
            return false;
        text_.remove_prefix(expected.size());
        return true;
    }

    bool spaces() noexcept
    {
        std::size_t const count = std::min(text_.find_first_not_of(' '), text_.size());
        text_.remove_prefix(count);
        return count > 0;
    }

    /// A number with `min_digits` to `max_digits` digits.
    bool number(int& value, std::size_t min_digits, std::size_t max_digits) noexcept
    {
        std::size_t count = 0;
        value = 0;
        while (count < max_digits && count < text_.size() && is_digit(text_[count]))
            value = value * 10 + (text_[count++] - '0');
        text_.remove_prefix(count);
        return count >= min_digits;
    }

    bool number(int& value, std::size_t digits) noexcept
    {
        return number(value, digits, digits);
    }

    /// Skips one or more digits.
    bool digits() noexcept
    {
        bool const found = next_is_digit();
        while (next_is_digit())
            text_.remove_prefix(1);
        return found;
    }

    template <std::size_t Size>
    bool name(int& index, name_list<Size> const& names) noexcept
    {
        std::size_t const found = text_.size() < 3 ? Size : names.find(text_.data());
        if (found == Size)
            return false;
        index = static_cast<int>(found);
        text_.remove_prefix(3);
        return true;
    }

private:
    std::string_view text_;
};

struct civil_time
{
    int year = 0;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int offset_minutes = 0;
};

constexpr chrono::sys_seconds first_writable =
    chrono::sys_days(chrono::year(0) / chrono::January / 1);
constexpr chrono::sys_seconds last_writable =
    chrono::sys_days(chrono::year(10000) / chrono::January / 1) - chrono::seconds(1);

/// A leap second, `:60`, counts as the first second of the next minute.
constexpr bool is_clock(int hour, int minute, int second) noexcept
{
    return hour <= 23 && minute <= 59 && second <= 60;
}

/// Offset and leap second may lead beyond the years with four digits.
std::optional<timestamp> writable(chrono::sys_seconds day, chrono::seconds since) noexcept
{
    chrono::sys_seconds const time = day + since;
    if (time < first_writable || time > last_writable)
        return std::nullopt;
    return timestamp(time);
}

std::optional<timestamp> assemble(civil_time const& civil) noexcept
{
    chrono::year_month_day const date = chrono::year(civil.year)
        / chrono::month(static_cast<unsigned>(civil.month))
        / chrono::day(static_cast<unsigned>(civil.day));
    if (!date.ok() || !is_clock(civil.hour, civil.minute, civil.second))
        return std::nullopt;
    return writable(
        chrono::sys_days(date),
        chrono::hours(civil.hour) + chrono::minutes(civil.minute - civil.offset_minutes)
            + chrono::seconds(civil.second));
}

/// `+hhmm`, `-hhmm`, `+hh:mm`.
bool scan_offset(scanner& text, int& minutes) noexcept
{
    bool const west = text.literal('-');
    if (!west && !text.literal('+'))
        return false;
    int hour = 0;
    int minute = 0;
    if (!text.number(hour, 2))
        return false;
    text.literal(':');
    if (!text.number(minute, 2) || hour > 23 || minute > 59)
        return false;
    minutes = (west ? -1 : 1) * (hour * 60 + minute);
    return true;
}

bool scan_zone(scanner& text, int& minutes) noexcept
{
    for (std::string_view utc : {"GMT", "UTC", "UT", "Z", "z"})
    {
        if (text.literal(utc))
            return true;
    }
    return scan_offset(text, minutes);
}

/// Eight characters, the first one in the lowest byte.
constexpr std::uint64_t pack_word(char const* text) noexcept
{
    std::uint64_t word = 0;
    if (!std::is_constant_evaluated() && std::endian::native == std::endian::little)
    {
        std::memcpy(&word, text, sizeof word);
        return word;
    }
    for (int i = 8; i-- > 0;)
        word = word << 8 | static_cast<unsigned char>(text[i]);
    return word;
}

/// Eight characters: a digit for each `#` of the pattern, anything for `?`, the others literally.
class word_pattern
{
public:
    constexpr explicit word_pattern(char const* text) noexcept
    {
        for (int i = 0; i < 8; ++i)
        {
            std::uint64_t const byte = std::uint64_t{0xff} << 8 * i;
            if (text[i] == '#')
                digits_ |= byte;
            else if (text[i] != '?')
                literals_ |= byte;
        }
        expected_ = pack_word(text) & literals_;
    }

    [[nodiscard]] constexpr bool matches(std::uint64_t word) const noexcept
    {
        constexpr std::uint64_t ones = 0x0101010101010101;
        // A digit is at most 9 without the bits of '0'. More carries into its own high bit.
        std::uint64_t const values = (word ^ ones * '0') & digits_;
        return (word & literals_) == expected_
            && ((values | (values + ones * (0x7f - 9))) & ones * 0x80) == 0;
    }

private:
    std::uint64_t literals_ = 0;
    std::uint64_t expected_ = 0;
    std::uint64_t digits_ = 0;
};

/// The number whose two digits begin with byte `at`.
constexpr int two_digits(std::uint64_t word, int at) noexcept
{
    auto const tens = static_cast<int>(word >> 8 * at & 15);
    auto const ones = static_cast<int>(word >> 8 * (at + 1) & 15);
    return tens * 10 + ones;
}

/// Reads `Fri, 21 Sep 2018` from its two words.
std::optional<chrono::sys_days> parse_usual_date(std::uint64_t first, std::uint64_t second) noexcept
{
    constexpr word_pattern day("???, ## ");
    constexpr word_pattern month_and_year("??? ####");
    std::size_t const month = months.find_packed(second);
    if (!day.matches(first) || !month_and_year.matches(second) || month == months.names.size()
        || days.find_packed(first) == days.names.size())
        return std::nullopt;
    chrono::year_month_day const date =
        chrono::year(two_digits(second, 4) * 100 + two_digits(second, 6))
        / chrono::month(static_cast<unsigned>(month) + 1)
        / chrono::day(static_cast<unsigned>(two_digits(first, 5)));
    return date.ok() ? std::optional<chrono::sys_days>(date) : std::nullopt;
}

/// Reads ` 10:00:00 +0000`, at `text`, of the day `day`.
std::optional<timestamp> parse_usual_clock(chrono::sys_days day, char const* text) noexcept
{
    constexpr word_pattern clock(" ##:##:#");
    constexpr word_pattern seconds_and_zone("## +0000");
    std::uint64_t const first = pack_word(text);
    std::uint64_t const second = pack_word(text + 7);
    if (!clock.matches(first) || !seconds_and_zone.matches(second))
        return std::nullopt;
    int const hour = two_digits(first, 1);
    int const minute = two_digits(first, 4);
    int const seconds = two_digits(second, 0);
    return is_clock(hour, minute, seconds)
        ? writable(day, chrono::seconds((hour * 60 + minute) * 60 + seconds))
        : std::nullopt;
}

std::optional<timestamp> parse_rfc2822(std::string_view source) noexcept
{
    scanner text(source);
    civil_time civil;
    int weekday = 0;
    if (!text.next_is_digit())
    {
        if (!text.name(weekday, days) || !text.literal(',') || !text.spaces())
            return std::nullopt;
    }
    if (!text.number(civil.day, 1, 2) || !text.spaces() || !text.name(civil.month, months)
        || !text.spaces() || !text.number(civil.year, 4) || !text.spaces()
        || !text.number(civil.hour, 2) || !text.literal(':') || !text.number(civil.minute, 2))
        return std::nullopt;
    ++civil.month;
    if (text.literal(':') && !text.number(civil.second, 2))
        return std::nullopt;
    if (!text.spaces() || !scan_zone(text, civil.offset_minutes) || !text.at_end())
        return std::nullopt;
    return assemble(civil);
}

std::optional<timestamp> parse_iso8601(std::string_view source) noexcept
{
    scanner text(source);
    civil_time civil;
    if (!text.number(civil.year, 4) || !text.literal('-') || !text.number(civil.month, 2)
        || !text.literal('-') || !text.number(civil.day, 2))
        return std::nullopt;
    if (text.at_end())
        return assemble(civil);
    if (!text.literal('T') && !text.literal('t') && !text.literal(' '))
        return std::nullopt;
    if (!text.number(civil.hour, 2) || !text.literal(':') || !text.number(civil.minute, 2))
        return std::nullopt;
    if (text.literal(':'))
    {
        if (!text.number(civil.second, 2))
            return std::nullopt;
        if (text.literal('.') && !text.digits())
            return std::nullopt;
    }
    // RFC 3339 requires a zone. UTC is the only default that does not depend on the machine.
    if (!text.at_end() && !scan_zone(text, civil.offset_minutes))
        return std::nullopt;
    return text.at_end() ? assemble(civil) : std::nullopt;
}

void append_number(std::string& out, int value, std::size_t digits)
{
    std::size_t const start = out.size();
    out.append(digits, '0');
    for (std::size_t i = digits; i-- > 0; value /= 10)
        out[start + i] = static_cast<char>('0' + value % 10);
}

struct broken_down
{
    chrono::year_month_day date{};
    unsigned weekday = 0;
    chrono::hh_mm_ss<chrono::seconds> time;
};

broken_down break_down(chrono::sys_seconds time) noexcept
{
    time = std::clamp(time, first_writable, last_writable);
    chrono::sys_days const day = chrono::floor<chrono::days>(time);
    return {day, chrono::weekday(day).c_encoding(), chrono::hh_mm_ss(time - day)};
}

void append_clock(std::string& out, chrono::hh_mm_ss<chrono::seconds> const& time)
{
    append_number(out, static_cast<int>(time.hours().count()), 2);
    out += ':';
    append_number(out, static_cast<int>(time.minutes().count()), 2);
    out += ':';
    append_number(out, static_cast<int>(time.seconds().count()), 2);
}

} // namespace

core::usual_time_parser::usual_time_parser() noexcept
    : first_(pack_word("Thu, 01 "))
    , second_(pack_word("Jan 1970"))
{
}

std::optional<timestamp> core::usual_time_parser::parse(char const* text) noexcept
{
    std::uint64_t const first = pack_word(text);
    std::uint64_t const second = pack_word(text + 8);
    // Most times of a page are of the same day.
    if (first != first_ || second != second_)
    {
        std::optional<chrono::sys_days> const day = parse_usual_date(first, second);
        if (!day)
            return std::nullopt;
        first_ = first;
        second_ = second;
        day_ = *day;
    }
    return parse_usual_clock(day_, text + 16);
}

std::optional<timestamp> timestamp::parse(std::string_view text) noexcept
{
    if (text.size() == core::usual_time_size)
    {
        if (std::optional<timestamp> const usual = core::usual_time_parser().parse(text.data()))
            return usual;
    }
    bool const year_first = text.size() > 4 && is_digit(text.front()) && text[4] == '-';
    return year_first ? parse_iso8601(text) : parse_rfc2822(text);
}

std::string timestamp::to_string() const
{
    broken_down const parts = break_down(time_);
    std::string out(days.names[parts.weekday]);
    out += ", ";
    append_number(out, static_cast<int>(static_cast<unsigned>(parts.date.day())), 2);
    out += ' ';
    out += months.names[static_cast<unsigned>(parts.date.month()) - 1];
    out += ' ';
    append_number(out, static_cast<int>(parts.date.year()), 4);
    out += ' ';
    append_clock(out, parts.time);
    out += " +0000";
    return out;
}

std::string timestamp::to_iso_string() const
{
    broken_down const parts = break_down(time_);
    std::string out;
    append_number(out, static_cast<int>(parts.date.year()), 4);
    out += '-';
    append_number(out, static_cast<int>(static_cast<unsigned>(parts.date.month())), 2);
    out += '-';
    append_number(out, static_cast<int>(static_cast<unsigned>(parts.date.day())), 2);
    out += 'T';
    append_clock(out, parts.time);
    out += 'Z';
    return out;
}

std::ostream& operator<<(std::ostream& out, timestamp const& value)
{
    return out << value.to_string();
}

} // namespace signalwire
