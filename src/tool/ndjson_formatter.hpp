#pragma once

#include "tool/call_formatter.hpp"

namespace signalwire::tool
{

/// One JSON object per line, with the API's own names, types and nulls.
class ndjson_formatter : public call_formatter
{
public:
    void append_header(std::string&) const override {}

    void append(std::string& out, compat::call const& call) const override
    {
        out += to_json(call);
        out += '\n';
    }
};

} // namespace signalwire::tool
