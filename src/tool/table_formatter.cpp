#include "tool/table_formatter.hpp"

#include "tool/terminal_text.hpp"

#include <algorithm>
#include <cctype>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

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
constexpr std::string_view no_value = "-";

constexpr std::size_t fixed_width =
    time_width + status_width + direction_width + duration_width + price_width + 6 * gap.size();

/// The longest phone number has fifteen digits and a plus sign; most SIP addresses fit into 40.
constexpr std::size_t min_address_width = 16;
constexpr std::size_t max_address_width = 40;

/// Maximum width of a selected column on a terminal.
constexpr std::size_t max_selected_width = 40;

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

std::size_t address_width(std::size_t terminal_columns)
{
    if (terminal_columns == 0)
        return min_address_width;
    std::size_t const available = terminal_columns - std::min(terminal_columns, fixed_width);
    return std::clamp(available / 2, min_address_width, max_address_width);
}

std::string text_or_no_value(std::string_view text)
{
    return terminal_text(text.empty() ? no_value : text);
}

/// Returns the start time, or the creation time of a call that has not started.
std::string time_text(compat::call const& call)
{
    std::optional<timestamp> time = call.start_time;
    if (!time && call.has_member("date_created") && call.date_created != timestamp())
        time = call.date_created;
    if (!time)
        return std::string(no_value);

    // Without T and Z, for readability: the heading contains the time zone.
    std::string text = time->to_iso_string();
    text.pop_back();
    std::replace(text.begin(), text.end(), 'T', ' ');
    return text;
}

std::string price_text(compat::call const& call)
{
    if (!call.price)
        return std::string(no_value);
    std::string text = call.price->to_string();
    if (!call.price_unit.empty())
        text.append(" ").append(terminal_text(call.price_unit));
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

table_formatter::table_formatter(field_list fields, std::size_t terminal_columns)
    : fields_(std::move(fields))
    , truncates_(terminal_columns != 0)
{
    if (fields_.empty())
    {
        std::size_t const address = address_width(terminal_columns);
        columns_ = {
            {"TIME (UTC)", time_width},
            {"STATUS", status_width},
            {"DIRECTION", direction_width},
            {"FROM", address},
            {"TO", address},
            {"DURATION", duration_width, true},
            {"PRICE", price_width, true},
        };
    }
    for (std::string_view const name : fields_)
    {
        std::string heading(name);
        std::transform(heading.begin(), heading.end(), heading.begin(), [](unsigned char c) {
            return static_cast<char>(std::toupper(c));
        });
        std::size_t const width = heading.size();
        columns_.emplace_back(std::move(heading), width);
    }
}

void table_formatter::fit(std::vector<compat::call> const& calls)
{
    // On a terminal, the columns are fixed once the heading is printed.
    if (truncates_ && (fields_.empty() || std::exchange(fitted_, true)))
        return;
    std::size_t const max_width = truncates_ ? max_selected_width : unlimited;
    for (compat::call const& call : calls)
    {
        std::vector<std::string> const cells = cells_of(call);
        for (std::size_t i = 0; i < cells.size(); ++i)
        {
            std::size_t const needed = std::min(display_width(cells[i]), max_width);
            columns_[i].width = std::max(columns_[i].width, needed);
        }
    }
}

void table_formatter::append_header(std::string& out) const
{
    std::vector<std::string> cells;
    cells.reserve(columns_.size());
    for (column const& each : columns_)
        cells.push_back(each.heading);
    append_row(out, cells);
}

void table_formatter::append(std::string& out, compat::call const& call) const
{
    append_row(out, cells_of(call));
}

std::vector<std::string> table_formatter::cells_of(compat::call const& call) const
{
    if (fields_.empty())
    {
        return {
            time_text(call),
            text_or_no_value(call.status.text()),
            text_or_no_value(call.direction.text()),
            text_or_no_value(call.from),
            text_or_no_value(call.to),
            call.has_member("duration") ? duration_text(call.duration) : std::string(no_value),
            price_text(call)};
    }
    std::vector<std::string> cells;
    std::string const json = to_json(call);
    for (std::string_view const value : select_fields(json, fields_))
        cells.push_back(text_or_no_value(plain_text(value)));
    return cells;
}

void table_formatter::append_row(std::string& out, std::vector<std::string> const& cells) const
{
    for (std::size_t i = 0; i < cells.size(); ++i)
    {
        column const& style = columns_[i];
        if (i > 0)
            out += gap;
        if (style.is_right)
            append_right(out, cells[i], style.width);
        else
            append_left(out, cells[i], style.width, i + 1 == cells.size());
    }
    out += '\n';
}

void table_formatter::append_left(
    std::string& out, std::string const& text, std::size_t width, bool is_last) const
{
    std::size_t used = display_width(text);
    if (truncates_ && used > width)
    {
        std::string_view const kept = clip(text, width - 1);
        out.append(kept).append(ellipsis);
        used = display_width(kept) + 1;
    }
    else
        out += text;
    if (!is_last)
        out.append(width - std::min(width, used), ' ');
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
