#pragma once

#include "tool/fields.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::tool
{

/// Formats items as text, one at a time. An item is the output of its `to_json`.
class formatter
{
public:
    virtual ~formatter() = default;

    /// Adapts the layout to items that will be appended next.
    virtual void fit(std::vector<std::string> const&) {}

    /// Appends the text at the start of the output.
    virtual void append_header(std::string&) const {}

    /// Appends an item.
    virtual void append(std::string& out, std::string_view item) const = 0;

protected:
    formatter() = default;
    formatter(formatter const&) = default;
    formatter& operator=(formatter const&) = default;
};

/// The argument of `--format`.
enum class output_format
{
    /// A human-readable table of the main members, with times as `2018-09-21 10:00:00` in UTC and
    /// durations as `12:34`, or of the selected fields.
    ///
    /// On a terminal, long cells are truncated with an ellipsis to keep the columns aligned.
    /// Otherwise nothing is truncated, and the columns fit the items passed to `fit`. Control
    /// characters are escaped by `terminal_text`.
    table,
    /// One JSON object per line, with the API's names, types and nulls: all members, unknown ones
    /// included, or the selected fields that the response contains.
    ndjson,
    /// Comma-separated values (RFC 4180, lines end with LF): a header line with the API's names,
    /// then one record per item with the API's values. Null and missing members are empty. Unknown
    /// members are omitted, because the columns are fixed before the first item is received.
    csv
};

/// Format, columns and variant of the output.
struct output_layout
{
    output_layout() = default;

    output_format format = output_format::table;
    /// The columns; empty for the default columns of the format.
    field_list fields;
    /// True to prefix cells that a spreadsheet would interpret as formulas with an apostrophe.
    bool csv_safe = false;
};

/// Returns the options of `layout`: `--format csv --csv-safe`.
[[nodiscard]] std::string to_text(output_layout const& layout);

/// The fields that a listing prints unless others are selected.
struct default_fields
{
    default_fields() = default;

    /// All known members.
    field_list all;
    /// The columns of a table.
    field_list main;
};

/// Returns the formatter of `layout`. `terminal_columns` is the width of the terminal, or 0 if the
/// output is not a terminal.
[[nodiscard]] std::unique_ptr<formatter> make_formatter(
    output_layout const& layout, default_fields const& defaults, std::size_t terminal_columns);

/// Appends a field of CSV, quoted if necessary.
void append_csv_field(std::string& out, std::string_view text);

/// Returns a duration in seconds as `0:07`, `12:34` or `1:02:03`; other text unchanged.
[[nodiscard]] std::string duration_text(std::string_view seconds);

} // namespace signalwire::tool
