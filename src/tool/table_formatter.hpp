#pragma once

#include "tool/call_formatter.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace signalwire::tool
{

/// A table for people: time (UTC), status, direction, from, to, duration, price.
///
/// The widths are fixed beforehand, since calls are printed as they arrive. On a terminal what is
/// too long is cut with an ellipsis, so that the columns stand; elsewhere nothing is cut.
/// Text of the server is printed through `printable`.
class table_formatter : public call_formatter
{
public:
    /// `terminal_columns` as in `make_formatter`.
    explicit table_formatter(std::size_t terminal_columns);

    void append_header(std::string& out) const override;
    void append(std::string& out, compat::call const& call) const override;

private:
    struct row;

    void append_row(std::string& out, row const& cells) const;
    void append_left(std::string& out, std::string const& text, std::size_t width) const;

    bool cuts_;
    std::size_t address_width_;
};

/// Seconds as `0:07`, `12:34` or `1:02:03`.
[[nodiscard]] std::string duration_text(std::int64_t seconds);

} // namespace signalwire::tool
