#include "tool/formatter.hpp"

#include "tool/terminal.hpp"

#include <signalwire/timestamp.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
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

class csv_formatter final : public formatter
{
public:
    csv_formatter(output_layout const& layout, default_fields const& defaults)
        : columns_(layout.fields.empty() ? defaults.all : layout.fields)
        , safe_(layout.csv_safe)
    {
    }

    void append_header(std::string& out) const override
    {
        for (std::string const& name : columns_)
            out.append(name).append(",");
        out.back() = '\n';
    }

    void append(std::string& out, std::string_view item) const override
    {
        for (std::string_view const value : select_fields(item, columns_))
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

class ndjson_formatter final : public formatter
{
public:
    explicit ndjson_formatter(field_list const& fields)
        : fields_(fields)
    {
    }

    void append(std::string& out, std::string_view item) const override
    {
        if (fields_.empty())
        {
            out.append(item).append("\n");
            return;
        }
        std::vector<std::string_view> const values = select_fields(item, fields_);
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

/// The plain texts of the members that a row of the default table shows.
class row_members
{
public:
    row_members(std::string_view item, field_list const& names)
        : names_(names)
        , values_(select_fields(item, names))
    {
    }

    [[nodiscard]] std::string operator[](std::string_view name) const
    {
        auto const at = std::find(names_.begin(), names_.end(), name) - names_.begin();
        return plain_text(values_[static_cast<std::size_t>(at)]);
    }

private:
    field_list const& names_;
    std::vector<std::string_view> values_;
};

constexpr std::string_view creation = "date_created";
constexpr std::string_view currency = "price_unit";

/// Returns a time, or the creation time of what has not started.
std::string time_text(row_members const& row, std::string_view member)
{
    std::string text = row[member];
    if (text.empty())
        text = row[creation];
    std::optional<timestamp> const time = timestamp::parse(text);
    if (!time)
        return text;
    // Without T and Z, for readability: the heading contains the time zone.
    text = time->to_iso_string();
    text.pop_back();
    std::replace(text.begin(), text.end(), 'T', ' ');
    return text;
}

std::string price_text(row_members const& row, std::string_view member)
{
    std::string text = row[member];
    std::string const unit = row[currency];
    if (!text.empty() && !unit.empty())
        text.append(" ").append(unit);
    return text;
}

/// How the default table shows a member.
struct member_style
{
    std::string_view member;
    std::string_view heading;
    std::size_t width;
    bool is_right;
    std::string (*text)(row_members const& row, std::string_view member);
};

/// The width of phone numbers and SIP addresses depends on that of the terminal.
constexpr std::size_t address = 0;

std::string unchanged(row_members const& row, std::string_view member)
{
    return row[member];
}

constexpr std::string_view time_heading = "TIME (UTC)";

constexpr member_style styles[] = {
    {"start_time", time_heading, 19, false, time_text},
    {"date_sent", time_heading, 19, false, time_text},
    {creation, time_heading, 19, false, time_text},
    {"date_enqueued", time_heading, 19, false, time_text},
    {"status", "STATUS", 11, false, unchanged},
    {"direction", "DIRECTION", 13, false, unchanged},
    {"from", "FROM", address, false, unchanged},
    {"to", "TO", address, false, unchanged},
    {"duration", "DURATION", 8, true,
     [](row_members const& row, std::string_view member) { return duration_text(row[member]); }},
    {"price", "PRICE", 12, true, price_text},
};

constexpr std::size_t id_width = 36;
constexpr std::size_t other_width = 16;

/// Returns the style of a member; without a heading if there is none in particular.
member_style style_of(std::string_view member)
{
    auto const* const found =
        std::find_if(std::begin(styles), std::end(styles), [member](member_style const& each) {
            return each.member == member;
        });
    if (found != std::end(styles))
        return *found;
    return {member, {}, member.ends_with("sid") ? id_width : other_width, false, unchanged};
}

std::size_t address_width(std::size_t terminal_columns, field_list const& members)
{
    // The longest phone number has fifteen digits and a plus sign; most SIP addresses fit into 40.
    constexpr std::size_t min_width = 16;
    constexpr std::size_t max_width = 40;
    if (terminal_columns == 0)
        return min_width;
    std::size_t fixed = (members.size() - 1) * gap.size();
    for (std::string const& each : members)
        fixed += style_of(each).width;
    return std::clamp(
        (terminal_columns - std::min(terminal_columns, fixed)) / 2, min_width, max_width);
}

std::string upper_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::toupper(c));
    });
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

/// Maximum width of a selected column on a terminal.
constexpr std::size_t max_selected_width = 40;

class table_formatter final : public formatter
{
public:
    table_formatter(
        output_layout const& layout, default_fields const& defaults, std::size_t terminal_columns)
        : has_styles_(layout.fields.empty())
        , fields_(has_styles_ ? defaults.main : layout.fields)
        , truncates_(terminal_columns != 0)
    {
        std::size_t const wide = address_width(terminal_columns, fields_);
        for (std::string const& name : fields_)
        {
            std::string heading = upper_case(name);
            std::size_t const width = heading.size();
            columns_.emplace_back(std::move(heading), width);
            if (has_styles_)
                columns_.back().apply(style_of(name), wide);
        }
        for (std::string_view const more : {creation, currency})
        {
            if (has_styles_ && std::find(fields_.begin(), fields_.end(), more) == fields_.end())
                fields_.emplace_back(more);
        }
    }

    void fit(std::vector<std::string> const& items) override
    {
        // On a terminal, the columns are fixed once the heading is printed.
        if (truncates_ && (has_styles_ || std::exchange(fitted_, true)))
            return;
        std::size_t const max_width = truncates_ ? max_selected_width : std::string::npos;
        for (std::string const& item : items)
        {
            std::vector<std::string> const cells = cells_of(item);
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

    void append(std::string& out, std::string_view item) const override
    {
        append_row(out, cells_of(item));
    }

private:
    struct column
    {
        column(std::string text, std::size_t columns)
            : heading(std::move(text))
            , width(columns)
        {
        }

        void apply(member_style const& style, std::size_t wide)
        {
            if (!style.heading.empty())
                heading = style.heading;
            width = std::max(heading.size(), style.width == address ? wide : style.width);
            is_right = style.is_right;
            make_text = style.text;
        }

        std::string heading;
        std::size_t width;
        bool is_right = false;
        decltype(member_style::text) make_text = unchanged;
    };

    [[nodiscard]] std::vector<std::string> cells_of(std::string_view item) const
    {
        row_members const row(item, fields_);
        std::vector<std::string> cells;
        cells.reserve(columns_.size());
        for (std::size_t i = 0; i < columns_.size(); ++i)
            cells.push_back(text_or_no_value(columns_[i].make_text(row, fields_[i])));
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

    /// No fields are selected: main members in a form for people.
    bool has_styles_;
    /// The members of the columns, then those that these need besides.
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

std::string duration_text(std::string_view seconds)
{
    std::int64_t number = 0;
    auto const [end, error] =
        std::from_chars(seconds.data(), seconds.data() + seconds.size(), number);
    if (error != std::errc() || end != seconds.data() + seconds.size() || number < 0)
        return std::string(seconds);
    std::string out;
    std::int64_t const minutes = number / 60;
    if (minutes < 60)
        out = std::to_string(minutes);
    else
    {
        out = std::to_string(minutes / 60) + ':';
        append_two_digits(out, minutes % 60);
    }
    out += ':';
    append_two_digits(out, number % 60);
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

std::unique_ptr<formatter> make_formatter(
    output_layout const& layout, default_fields const& defaults, std::size_t terminal_columns)
{
    switch (layout.format)
    {
    case output_format::ndjson: return std::make_unique<ndjson_formatter>(layout.fields);
    case output_format::csv: return std::make_unique<csv_formatter>(layout, defaults);
    case output_format::table: break;
    }
    return std::make_unique<table_formatter>(layout, defaults, terminal_columns);
}

} // namespace signalwire::tool
