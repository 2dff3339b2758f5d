#pragma once

#include "tool/database.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace signalwire::tool
{

/// The argument of `--by`.
enum class report_key
{
    /// Day of the start, in UTC.
    day,
    /// The account's own number: the caller of outbound calls, the called party of others.
    number,
    status
};

/// Formats that are not rows.
enum class report_picture
{
    svg,
    html
};

/// The calls of one day, number or status.
struct report_row
{
    report_row() = default;

    std::string key;
    std::int64_t calls = 0;
    /// Seconds, all calls together.
    std::int64_t duration = 0;
    std::int64_t answered = 0;
    /// The exact sum, as text.
    std::string price;
    /// Several units are separated by commas: the sum is then meaningless.
    std::string price_unit;
};

/// Returns the name of a key, the title of its column.
[[nodiscard]] std::string_view name_of(report_key key) noexcept;

/// Sums up the calls of a copy.
///
/// Throws: `database_error`.
[[nodiscard]] std::vector<report_row> make_report(database& copy, report_key key);

/// Returns a row as an object of JSON.
[[nodiscard]] std::string to_json(report_row const& row, report_key key);

/// Returns a drawing (SVG) with three bar charts: calls, minutes and price. Refers to nothing.
[[nodiscard]] std::string to_svg(std::vector<report_row> const& rows, report_key key);

/// Returns a page with the drawing and a table. Refers to nothing.
[[nodiscard]] std::string to_html(std::vector<report_row> const& rows, report_key key);

} // namespace signalwire::tool
