#pragma once

#include "tool/call_fields.hpp"
#include "tool/call_formatter.hpp"

#include <string_view>
#include <utility>

namespace signalwire::tool
{

/// Comma-separated values (RFC 4180, lines end with LF): a header line with the API's names, then
/// one record per call with the API's values. Null and missing members are empty. Unknown members
/// are omitted, because the columns are fixed before the first call is received.
class csv_formatter : public call_formatter
{
public:
    /// `safe` as `output_layout::csv_safe`.
    csv_formatter(field_list columns, bool safe)
        : columns_(std::move(columns))
        , safe_(safe)
    {
    }

    void append_header(std::string& out) const override;
    void append(std::string& out, compat::call const& call) const override;

private:
    field_list columns_;
    bool safe_;
};

/// Appends a field, quoted if necessary.
void append_csv_field(std::string& out, std::string_view text);

} // namespace signalwire::tool
