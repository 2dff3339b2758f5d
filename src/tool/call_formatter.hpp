#pragma once

#include <signalwire/compat/call.hpp>

#include <cstddef>
#include <memory>
#include <string>

namespace signalwire::tool
{

/// Turns calls into text, one at a time: knows no files and keeps nothing.
class call_formatter
{
public:
    virtual ~call_formatter() = default;

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

/// `terminal_columns` is the width of the terminal that shows the output, or 0 when none does.
[[nodiscard]] std::unique_ptr<call_formatter> make_formatter(
    output_format format, std::size_t terminal_columns);

} // namespace signalwire::tool
