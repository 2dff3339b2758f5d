#pragma once

#include "tool/call_fields.hpp"
#include "tool/call_formatter.hpp"

#include <utility>

namespace signalwire::tool
{

/// One JSON object per line, with the API's names, types and nulls.
class ndjson_formatter : public call_formatter
{
public:
    /// Writes only `fields` that the response contains, in their order. Empty: all members, unknown
    /// ones included.
    explicit ndjson_formatter(field_list fields = {})
        : fields_(std::move(fields))
    {
    }

    void append_header(std::string&) const override {}
    void append(std::string& out, compat::call const& call) const override;

private:
    field_list fields_;
};

} // namespace signalwire::tool
