#pragma once

#include "tool/fields.hpp"

#include <signalwire/compat/call.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::tool
{

/// Returns the members of a call that can be columns, with the names and in the order of the API.
[[nodiscard]] field_list call_field_names();

/// Formats calls as text, one at a time.
class call_formatter
{
public:
    virtual ~call_formatter() = default;

    /// Adapts the layout to calls that will be appended next.
    virtual void fit(std::vector<compat::call> const&) {}

    /// Appends the text at the start of the output.
    virtual void append_header(std::string&) const {}

    /// Appends a call.
    virtual void append(std::string& out, compat::call const& call) const = 0;

protected:
    call_formatter() = default;
    call_formatter(call_formatter const&) = default;
    call_formatter& operator=(call_formatter const&) = default;
};

/// The argument of `--format`.
enum class output_format
{
    /// A human-readable table: time (UTC), status, direction, from, to, duration, price, or the
    /// selected fields.
    ///
    /// On a terminal, long cells are truncated with an ellipsis to keep the columns aligned.
    /// Otherwise nothing is truncated, and the columns fit the calls passed to `fit`. Control
    /// characters are escaped by `terminal_text`.
    table,
    /// One JSON object per line, with the API's names, types and nulls: all members, unknown ones
    /// included, or the selected fields that the response contains.
    ndjson,
    /// Comma-separated values (RFC 4180, lines end with LF): a header line with the API's names,
    /// then one record per call with the API's values. Null and missing members are empty. Unknown
    /// members are omitted, because the columns are fixed before the first call is received.
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

/// Returns the formatter of `layout`. `terminal_columns` is the width of the terminal, or 0 if the
/// output is not a terminal.
[[nodiscard]] std::unique_ptr<call_formatter> make_formatter(
    output_layout const& layout, std::size_t terminal_columns);

/// Appends a field of CSV, quoted if necessary.
void append_csv_field(std::string& out, std::string_view text);

/// Returns a duration as `0:07`, `12:34` or `1:02:03`.
[[nodiscard]] std::string duration_text(std::int64_t seconds);

} // namespace signalwire::tool
