#include "tool/table_formatter.hpp"

#include "tool/printable.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace signalwire::tool
{

namespace
{

constexpr std::size_t time_width = 19;
constexpr std::size_t status_width = 11;
constexpr std::size_t direction_width = 13;
constexpr std::size_t duration_width = 8;
constexpr std::size_t price_width = 12;
constexpr std::string_view gap = "  ";
constexpr std::string_view ellipsis = "…";
constexpr std::string_view nothing = "-";

constexpr std::size_t fixed_width =
    time_width + status_width + direction_width + duration_width + price_width + 6 * gap.size();

/// The longest phone number has fifteen digits and a plus sign; most SIP addresses fit into 40.
constexpr std::size_t least_address = 16;
constexpr std::size_t most_address = 40;

std::size_t address_width(std::size_t terminal_columns)
{
    if (terminal_columns == 0)
        return most_address;
    std::size_t const room = terminal_columns - std::min(terminal_columns, fixed_width);
    return std::clamp(room / 2, least_address, most_address);
}

std::string text_or_nothing(std::string_view text)
{
    return printable(text.empty() ? nothing : text);
}

/// When the call began, or was put into the queue if it never did.
std::string time_text(compat::call const& call)
{
    std::optional<timestamp> time = call.start_time;
    if (!time && call.received("date_created") && call.date_created != timestamp())
        time = call.date_created;
    if (!time)
        return std::string(nothing);

    // 2018-09-21T10:00:00Z, but easier on the eye: the heading says that it is UTC.
    std::string text = time->to_iso_string();
    text.pop_back();
    std::replace(text.begin(), text.end(), 'T', ' ');
    return text;
}

std::string price_text(compat::call const& call)
{
    if (!call.price)
        return std::string(nothing);
    std::string text = call.price->to_string();
    if (!call.price_unit.empty())
        text.append(" ").append(printable(call.price_unit));
    return text;
}

void append_right(std::string& out, std::string const& text, std::size_t width)
{
    std::size_t const used = display_width(text);
    out.append(width - std::min(width, used), ' ').append(text);
}

void append_two_digits(std::string& out, std::int64_t value)
{
    out += static_cast<char>('0' + value / 10);
    out += static_cast<char>('0' + value % 10);
}

} // namespace

struct table_formatter::row
{
    std::string time;
    std::string status;
    std::string direction;
    std::string from;
    std::string to;
    std::string duration;
    std::string price;
};

table_formatter::table_formatter(std::size_t terminal_columns)
    : cuts_(terminal_columns != 0)
    , address_width_(address_width(terminal_columns))
{
}

void table_formatter::append_header(std::string& out) const
{
    row cells;
    cells.time = "TIME (UTC)";
    cells.status = "STATUS";
    cells.direction = "DIRECTION";
    cells.from = "FROM";
    cells.to = "TO";
    cells.duration = "DURATION";
    cells.price = "PRICE";
    append_row(out, cells);
}

void table_formatter::append(std::string& out, compat::call const& call) const
{
    row cells;
    cells.time = time_text(call);
    cells.status = text_or_nothing(call.status.text());
    cells.direction = text_or_nothing(call.direction.text());
    cells.from = text_or_nothing(call.from);
    cells.to = text_or_nothing(call.to);
    cells.duration =
        call.received("duration") ? duration_text(call.duration) : std::string(nothing);
    cells.price = price_text(call);
    append_row(out, cells);
}

void table_formatter::append_row(std::string& out, row const& cells) const
{
    append_left(out, cells.time, time_width);
    append_left(out, cells.status, status_width);
    append_left(out, cells.direction, direction_width);
    append_left(out, cells.from, address_width_);
    append_left(out, cells.to, address_width_);
    append_right(out, cells.duration, duration_width);
    out += gap;
    append_right(out, cells.price, price_width);
    out += '\n';
}

void table_formatter::append_left(
    std::string& out, std::string const& text, std::size_t width) const
{
    std::size_t used = display_width(text);
    if (cuts_ && used > width)
    {
        std::string_view const kept = clip(text, width - 1);
        out.append(kept).append(ellipsis);
        used = display_width(kept) + 1;
    }
    else
        out += text;
    out.append(width - std::min(width, used), ' ').append(gap);
}

std::string duration_text(std::int64_t seconds)
{
    if (seconds < 0)
        return std::to_string(seconds);
    std::string out;
    std::int64_t const minutes = seconds / 60;
    if (minutes < 60)
        out = std::to_string(minutes);
    else
    {
        out = std::to_string(minutes / 60) + ':';
        append_two_digits(out, minutes % 60);
    }
    out += ':';
    append_two_digits(out, seconds % 60);
    return out;
}

} // namespace signalwire::tool
