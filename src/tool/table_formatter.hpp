#pragma once

#include "tool/call_formatter.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::tool
{

/// A human-readable table: time (UTC), status, direction, from, to, duration, price, or the
/// selected fields.
///
/// On a terminal, long cells are truncated with an ellipsis to keep the columns aligned. Otherwise
/// nothing is truncated, and the columns fit the calls passed to `fit`. Control characters are
/// escaped by `terminal_text`.
class table_formatter : public call_formatter
{
public:
    /// `terminal_columns` is 0 if the output is not a terminal. Empty `fields`: the default
    /// columns.
    table_formatter(field_list fields, std::size_t terminal_columns);

    void fit(std::vector<compat::call> const& calls) override;
    void append_header(std::string& out) const override;
    void append(std::string& out, compat::call const& call) const override;

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

    [[nodiscard]] std::vector<std::string> cells_of(compat::call const& call) const;
    void append_row(std::string& out, std::vector<std::string> const& cells) const;
    void append_left(
        std::string& out, std::string const& text, std::size_t width, bool is_last) const;

    field_list fields_;
    std::vector<column> columns_;
    bool truncates_;
    bool fitted_ = false;
};

/// Returns a duration as `0:07`, `12:34` or `1:02:03`.
[[nodiscard]] std::string duration_text(std::int64_t seconds);

} // namespace signalwire::tool
