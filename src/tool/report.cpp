#include "tool/report.hpp"

#include "tool/terminal.hpp"

#include <signalwire/decimal.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <functional>

namespace signalwire::tool
{

namespace
{

/// An unknown direction is taken for inbound.
constexpr std::string_view own_number =
    R"sql(CASE WHEN direction LIKE 'outbound%' THEN "from" ELSE "to" END)sql";

constexpr std::size_t max_bars = 60;

constexpr std::string_view style =
    "svg{background:#fff}text{font:12px sans-serif;fill:#222}.t{font-weight:bold}.v{fill:#555}"
    "rect{fill:#2f6f9f}";

std::string_view expression_of(report_key key) noexcept
{
    return key == report_key::day   ? "substr(start_time, 1, 10)"
        : key == report_key::number ? own_number
                                    : "status";
}

/// Fixed notation, because this is read by people.
std::string fixed(double value, int places)
{
    std::array<char, 64> text{};
    auto const [end, failure] = std::to_chars(
        text.data(), text.data() + text.size(), value, std::chars_format::fixed, places);
    return failure == std::errc() ? std::string(text.data(), end) : "?";
}

std::string minutes_of(report_row const& row)
{
    constexpr double seconds_per_minute = 60;
    return fixed(static_cast<double>(row.duration) / seconds_per_minute, 2);
}

/// Percent.
std::string answer_rate_of(report_row const& row)
{
    double const calls = static_cast<double>(std::max<std::int64_t>(row.calls, 1));
    return fixed(100 * static_cast<double>(row.answered) / calls, 1);
}

/// The text of an element or attribute of XML.
std::string escaped(std::string_view text)
{
    std::string out;
    for (char const c : terminal_text(text))
    {
        switch (c)
        {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '"': out += "&quot;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string label_of(report_row const& row)
{
    return row.key.empty() ? "(none)" : row.key;
}

struct chart
{
    std::string_view title;
    std::function<std::string(report_row const&)> value;
};

/// Keeps the key first, the numbers after it.
std::array<chart, 3> charts()
{
    return {
        chart{"Calls", [](report_row const& row) { return std::to_string(row.calls); }},
        chart{"Minutes", minutes_of},
        chart{"Price", [](report_row const& row) { return row.price; }}};
}

constexpr int row_height = 18;
constexpr int title_height = 34;
constexpr int value_width = 140;
constexpr int drawing_width = 860;
constexpr int margin = 14;

constexpr std::size_t max_label_columns = 50;

/// Wider than the letters of most fonts are on average.
constexpr int column_width = 7;

std::string drawn_label_of(report_row const& row)
{
    std::string label = terminal_text(label_of(row));
    if (display_width(label) <= max_label_columns)
        return label;
    return std::string(clip(label, max_label_columns - 1)) + "\u2026";
}

/// The room that the longest label that is drawn needs.
int label_width_of(std::vector<report_row> const& rows)
{
    std::size_t columns = 0;
    for (std::size_t i = 0; i != std::min(rows.size(), max_bars); ++i)
        columns = std::max(columns, display_width(drawn_label_of(rows[i])));
    return std::max(100, static_cast<int>(columns + 2) * column_width);
}

std::string text_element(int x, int y, std::string_view css_class, std::string_view text)
{
    return "<text class=\"" + std::string(css_class) + "\" x=\"" + std::to_string(x) + "\" y=\""
        + std::to_string(y) + "\">" + escaped(text) + "</text>\n";
}

double magnitude(std::string const& value)
{
    double out = 0;
    std::from_chars(value.data(), value.data() + value.size(), out);
    return std::abs(out);
}

/// Appends the bars of one chart below `y`; returns where it ends.
int append_chart(std::string& out, chart const& what, std::vector<report_row> const& rows, int y)
{
    std::size_t const count = std::min(rows.size(), max_bars);
    std::string title(what.title);
    if (count < rows.size())
        title += ", the first " + std::to_string(count) + " of " + std::to_string(rows.size());
    out += text_element(0, y + row_height, "t", title);
    y += title_height;
    int const label_width = label_width_of(rows);
    int const bar_width = drawing_width - label_width - value_width;
    double largest = 0;
    for (std::size_t i = 0; i != count; ++i)
        largest = std::max(largest, magnitude(what.value(rows[i])));
    for (std::size_t i = 0; i != count; ++i, y += row_height)
    {
        std::string const value = what.value(rows[i]);
        double const share = largest > 0 ? magnitude(value) / largest : 0;
        int const width = static_cast<int>(std::lround(share * bar_width));
        out += text_element(0, y, "k", drawn_label_of(rows[i]));
        out += "<rect x=\"" + std::to_string(label_width) + "\" y=\"" + std::to_string(y - 11)
            + "\" width=\"" + std::to_string(width) + "\" height=\"14\"/>\n";
        out += text_element(label_width + width + 6, y, "v", value);
    }
    return y;
}

std::string cell(std::string_view text, std::string_view element)
{
    return "<" + std::string(element) + ">" + escaped(text) + "</" + std::string(element) + ">";
}

} // namespace

std::string_view name_of(report_key key) noexcept
{
    return key == report_key::day ? "day" : key == report_key::number ? "number" : "status";
}

std::vector<report_row> make_report(database& copy, report_key key)
{
    copy.add_exact_sum();
    statement rows(
        copy,
        "SELECT " + std::string(expression_of(key))
            + " AS key, count(*), sum(duration), sum(status IN ('completed', 'in-progress')), "
              "exact_sum(price), group_concat(DISTINCT nullif(price_unit, '')) "
              "FROM calls GROUP BY key ORDER BY key");
    std::vector<report_row> out;
    while (rows.step())
    {
        report_row row;
        row.key = rows.text(0);
        row.calls = rows.integer(1);
        row.duration = rows.integer(2);
        row.answered = rows.integer(3);
        row.price = rows.text(4);
        row.price_unit = rows.text(5);
        out.push_back(std::move(row));
    }
    return out;
}

std::string to_json(report_row const& row, report_key key)
{
    boost::json::object out;
    out[name_of(key)] = row.key;
    std::string const calls = boost::json::serialize(out);
    // Numbers keep their decimal places.
    return calls.substr(0, calls.size() - 1) + ",\"calls\":" + std::to_string(row.calls)
        + ",\"minutes\":" + minutes_of(row) + ",\"price\":" + row.price
        + ",\"price_unit\":" + boost::json::serialize(boost::json::value(row.price_unit))
        + ",\"answered_percent\":" + answer_rate_of(row) + '}';
}

std::string to_svg(std::vector<report_row> const& rows, report_key)
{
    std::string body;
    int y = 0;
    for (chart const& each : charts())
        y = append_chart(body, each, rows, y);
    std::string const width = std::to_string(drawing_width + 2 * margin);
    std::string const height = std::to_string(y);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
        + "\" viewBox=\"" + std::to_string(-margin) + " 0 " + width + ' ' + height + "\">\n<style>"
        + std::string(style) + "</style>\n" + body + "</svg>\n";
}

std::string to_html(std::vector<report_row> const& rows, report_key key)
{
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Calls by ";
    out += name_of(key);
    out += "</title>\n<style>body{font:14px sans-serif;margin:2em}td,th{padding:2px 12px;"
           "text-align:right}td:first-child,th:first-child{text-align:left}</style></head>\n<body>"
           "\n<h1>Calls by ";
    out.append(name_of(key)).append("</h1>\n").append(to_svg(rows, key)).append("<table>\n<tr>");
    for (std::string_view const title :
         {name_of(key), std::string_view("calls"), std::string_view("minutes"),
          std::string_view("price"), std::string_view("unit"), std::string_view("answered %")})
        out += cell(title, "th");
    out += "</tr>\n";
    for (report_row const& row : rows)
    {
        out += "<tr>" + cell(label_of(row), "td") + cell(std::to_string(row.calls), "td")
            + cell(minutes_of(row), "td") + cell(row.price, "td") + cell(row.price_unit, "td")
            + cell(answer_rate_of(row), "td") + "</tr>\n";
    }
    return out + "</table>\n</body>\n</html>\n";
}

} // namespace signalwire::tool
