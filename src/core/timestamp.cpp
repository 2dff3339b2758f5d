#include "core/text.hpp"

#include <signalwire/timestamp.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <ostream>

namespace signalwire
{

namespace
{

using core::is_digit;

namespace chrono = std::chrono;

/// Names of three letters, also packed into integers for fast comparison.
template <std::size_t Size>
struct name_list
{
    constexpr explicit name_list(std::array<std::string_view, Size> const& all) noexcept
        : names(all)
    {
        for (std::size_t i = 0; i < Size; ++i)
            packed[i] = pack(names[i].data());
    }

    static constexpr std::uint32_t pack(char const* letters) noexcept
    {
        auto const letter = [&](int i) {
            return static_cast<std::uint32_t>(static_cast<unsigned char>(letters[i])) << 8 * i;
        };
        return letter(0) | letter(1) | letter(2);
    }

    /// Returns the index of the name at `letters`, or `Size`.
    [[nodiscard]] constexpr std::size_t find(char const* letters) const noexcept
    {
        std::uint32_t const expected = pack(letters);
        std::size_t i = 0;
        while (i != Size && packed[i] != expected)
            ++i;
        return i;
    }

    std::array<std::string_view, Size> names;
    std::array<std::uint32_t, Size> packed{};
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

std::optional<timestamp> assemble(civil_time const& civil) noexcept
{
    chrono::year_month_day const date = chrono::year(civil.year)
        / chrono::month(static_cast<unsigned>(civil.month))
        / chrono::day(static_cast<unsigned>(civil.day));
    // A leap second, `:60`, counts as the first second of the next minute.
    if (!date.ok() || civil.hour > 23 || civil.minute > 59 || civil.second > 60)
        return std::nullopt;
    chrono::sys_seconds const time = chrono::sys_days(date) + chrono::hours(civil.hour)
        + chrono::minutes(civil.minute - civil.offset_minutes) + chrono::seconds(civil.second);
    // Offset and leap second may lead beyond the years with four digits.
    if (time < first_writable || time > last_writable)
        return std::nullopt;
    return timestamp(time);
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

/// The fixed format of the API: `Fri, 21 Sep 2018 10:00:00 +0000`. Other texts may still be a time.
std::optional<timestamp> parse_api_format(std::string_view text) noexcept
{
    constexpr std::string_view pattern = "Fri, 21 Sep 2018 10:00:00 +0000";
    if (text.size() != pattern.size() || text.substr(25) != pattern.substr(25)
        || text.substr(3, 2) != ", ")
        return std::nullopt;
    bool matches =
        text[7] == ' ' && text[11] == ' ' && text[16] == ' ' && text[19] == ':' && text[22] == ':';
    auto const number = [&](std::size_t position) {
        matches = matches && is_digit(text[position]) && is_digit(text[position + 1]);
        return (text[position] - '0') * 10 + (text[position + 1] - '0');
    };
    std::size_t const month = months.find(text.data() + 8);
    civil_time civil;
    civil.day = number(5);
    civil.month = static_cast<int>(month) + 1;
    civil.year = number(12) * 100 + number(14);
    civil.hour = number(17);
    civil.minute = number(20);
    civil.second = number(23);
    if (!matches || month == months.names.size() || days.find(text.data()) == days.names.size())
        return std::nullopt;
    return assemble(civil);
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

std::optional<timestamp> timestamp::parse(std::string_view text) noexcept
{
    if (std::optional<timestamp> const standard = parse_api_format(text))
        return standard;
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
