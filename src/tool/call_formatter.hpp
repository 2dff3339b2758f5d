#pragma once

#include "tool/call_fields.hpp"

#include <signalwire/compat/call.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace signalwire::tool
{

/// Formats calls as text, one at a time.
class call_formatter
{
public:
    virtual ~call_formatter() = default;

    /// Adapts the layout to calls that will be appended next.
    virtual void fit(std::vector<compat::call> const&) {}

    /// Appends the text at the start of the output.
    virtual void append_header(std::string& out) const = 0;

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
    table,
    ndjson,
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

} // namespace signalwire::tool
