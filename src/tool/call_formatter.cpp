#include "tool/call_formatter.hpp"

#include "tool/terminal.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::tool
{

namespace
{

/// Returns true if a spreadsheet would interpret the cell as a formula, which could send other
/// cells to a third party.
bool starts_formula(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos;
}

class csv_formatter final : public call_formatter
{
public:
    explicit csv_formatter(output_layout const& layout)
        : columns_(layout.fields.empty() ? call_field_names() : layout.fields)
        , safe_(layout.csv_safe)
    {
    }

    void append_header(std::string& out) const override
    {
        for (std::string const& name : columns_)
            out.append(name).append(",");
        out.back() = '\n';
    }

    void append(std::string& out, compat::call const& call) const override
    {
        std::string const json = to_json(call);
        for (std::string_view const value : select_fields(json, columns_))
        {
            std::string text = plain_text(value);
            if (safe_ && starts_formula(text))
                text.insert(text.begin(), '\'');
            append_csv_field(out, text);
            out += ',';
        }
        out.back() = '\n';
    }

private:
    field_list columns_;
    bool safe_;
};

class ndjson_formatter final : public call_formatter
{
public:
    explicit ndjson_formatter(field_list const& fields)
        : fields_(fields)
    {
    }

    void append(std::string& out, compat::call const& call) const override
    {
        std::string const json = to_json(call);
        if (fields_.empty())
        {
            out.append(json).append("\n");
            return;
        }
        std::vector<std::string_view> const values = select_fields(json, fields_);
        std::string_view separator = "{";
        for (std::size_t i = 0; i < values.size(); ++i)
        {
            if (values[i].empty())
                continue;
            out.append(separator).append("\"").append(fields_[i]).append("\":").append(values[i]);
            separator = ",";
        }
        out += separator == "{" ? "{}\n" : "}\n";
    }

private:
    field_list fields_;
};

constexpr std::string_view gap = "  ";
constexpr std::string_view ellipsis = "…";
constexpr std::string_view no_value = "-";

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

/// A default column of a table.
struct table_column
{
    std::string_view heading;
    std::size_t width;
    bool is_right;
    std::string (*text)(compat::call const&);
};

/// The width of phone numbers and SIP addresses depends on that of the terminal.
constexpr std::size_t address = 0;

constexpr table_column default_columns[] = {
    {"TIME (UTC)", 19, false, time_text},
    {"STATUS", 11, false,
     [](compat::call const& call) { return text_or_no_value(call.status.text()); }},
    {"DIRECTION", 13, false,
     [](compat::call const& call) { return text_or_no_value(call.direction.text()); }},
    {"FROM", address, false, [](compat::call const& call) { return text_or_no_value(call.from); }},
    {"TO", address, false, [](compat::call const& call) { return text_or_no_value(call.to); }},
    {"DURATION", 8, true,
     [](compat::call const& call) {
         return call.has_member("duration") ? duration_text(call.duration) : std::string(no_value);
     }},
    {"PRICE", 12, true, price_text},
};

std::size_t address_width(std::size_t terminal_columns)
{
    // The longest phone number has fifteen digits and a plus sign; most SIP addresses fit into 40.
    constexpr std::size_t min_width = 16;
    constexpr std::size_t max_width = 40;
    if (terminal_columns == 0)
        return min_width;
    std::size_t fixed = (std::size(default_columns) - 1) * gap.size();
    for (table_column const& each : default_columns)
        fixed += each.width;
    return std::clamp(
        (terminal_columns - std::min(terminal_columns, fixed)) / 2, min_width, max_width);
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

/// Maximum width of a selected column on a terminal.
constexpr std::size_t max_selected_width = 40;

class table_formatter final : public call_formatter
{
public:
    table_formatter(field_list const& fields, std::size_t terminal_columns)
        : fields_(fields)
        , truncates_(terminal_columns != 0)
    {
        if (fields_.empty())
        {
            for (auto const& [heading, width, is_right, text] : default_columns)
            {
                columns_.emplace_back(
                    std::string(heading),
                    width == address ? address_width(terminal_columns) : width, is_right);
            }
        }
        for (std::string heading : fields_)
        {
            std::transform(heading.begin(), heading.end(), heading.begin(), [](unsigned char c) {
                return static_cast<char>(std::toupper(c));
            });
            std::size_t const width = heading.size();
            columns_.emplace_back(std::move(heading), width);
        }
    }

    void fit(std::vector<compat::call> const& calls) override
    {
        // On a terminal, the columns are fixed once the heading is printed.
        if (truncates_ && (fields_.empty() || std::exchange(fitted_, true)))
            return;
        std::size_t const max_width = truncates_ ? max_selected_width : std::string::npos;
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

    void append_header(std::string& out) const override
    {
        std::vector<std::string> cells;
        cells.reserve(columns_.size());
        for (column const& each : columns_)
            cells.push_back(each.heading);
        append_row(out, cells);
    }

    void append(std::string& out, compat::call const& call) const override
    {
        append_row(out, cells_of(call));
    }

private:
    struct column
    {
        column(std::string text, std::size_t columns, bool right = false)
            : heading(std::move(text))
            , width(columns)
            , is_right(right)
        {
        }

        std::string heading;
        std::size_t width;
        bool is_right;
    };

    [[nodiscard]] std::vector<std::string> cells_of(compat::call const& call) const
    {
        std::vector<std::string> cells;
        if (fields_.empty())
        {
            for (table_column const& each : default_columns)
                cells.push_back(each.text(call));
            return cells;
        }
        std::string const json = to_json(call);
        for (std::string_view const value : select_fields(json, fields_))
            cells.push_back(text_or_no_value(plain_text(value)));
        return cells;
    }

    void append_row(std::string& out, std::vector<std::string> const& cells) const
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

    void append_left(
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

    field_list fields_;
    std::vector<column> columns_;
    bool truncates_;
    bool fitted_ = false;
};

std::string_view name_of(output_format format) noexcept
{
    switch (format)
    {
    case output_format::ndjson: return "ndjson";
    case output_format::csv: return "csv";
    case output_format::table: break;
    }
    return "table";
}

} // namespace

field_list call_field_names()
{
    return field_names(to_json(compat::call()));
}

void append_csv_field(std::string& out, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
    {
        out += text;
        return;
    }
    out += '"';
    for (char const c : text)
    {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
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

std::string to_text(output_layout const& layout)
{
    std::string out = "--format ";
    out += name_of(layout.format);
    std::string_view separator = " --fields ";
    for (std::string const& name : layout.fields)
    {
        out.append(separator).append(name);
        separator = ",";
    }
    if (layout.csv_safe)
        out += " --csv-safe";
    return out;
}

std::unique_ptr<call_formatter> make_formatter(
    output_layout const& layout, std::size_t terminal_columns)
{
    switch (layout.format)
    {
    case output_format::ndjson: return std::make_unique<ndjson_formatter>(layout.fields);
    case output_format::csv: return std::make_unique<csv_formatter>(layout);
    case output_format::table: break;
    }
    return std::make_unique<table_formatter>(layout.fields, terminal_columns);
}

} // namespace signalwire::tool
