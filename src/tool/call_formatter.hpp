#pragma once

#include "tool/call_fields.hpp"

#include <signalwire/compat/call.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace signalwire::tool
{

/// Turns calls into text, one at a time: knows no files and keeps no calls.
class call_formatter
{
public:
    virtual ~call_formatter() = default;

    /// Makes room for calls that are about to be appended.
    virtual void fit(std::vector<compat::call> const&) {}

    /// What stands once at the beginning of the output.
    virtual void append_header(std::string& out) const = 0;

    virtual void append(std::string& out, compat::call const& call) const = 0;

protected:
    call_formatter() = default;
    call_formatter(call_formatter const&) = default;
    call_formatter& operator=(call_formatter const&) = default;
};

enum class output_format
{
    table,
    ndjson,
    csv
};

/// How calls are written.
struct output_layout
{
    output_layout() = default;

    output_format format = output_format::table;
    /// The columns; none for those that the format has by itself.
    field_list fields;
    /// Cells that a spreadsheet would take for formulas begin with an apostrophe.
    bool csv_safe = false;
};

/// The options that ask for `layout`: `--format csv --csv-safe`.
[[nodiscard]] std::string to_text(output_layout const& layout);

/// `terminal_columns` is the width of the terminal that shows the output, or 0 when none does.
[[nodiscard]] std::unique_ptr<call_formatter> make_formatter(
    output_layout const& layout, std::size_t terminal_columns);

} // namespace signalwire::tool
