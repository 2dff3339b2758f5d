#include "tool/ndjson_formatter.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::tool
{

void ndjson_formatter::append(std::string& out, compat::call const& call) const
{
    std::string const json = to_json(call);
    if (fields_.empty())
    {
        out.append(json).append("\n");
        return;
    }
    std::vector<std::string_view> const values = select_fields(json, fields_);
    std::string_view separator = "{";
    for (std::size_t i = 0; i < values.size(); ++i)
    {
        if (values[i].empty())
            continue;
        out.append(separator).append("\"").append(fields_[i]).append("\":").append(values[i]);
        separator = ",";
    }
    out += separator == "{" ? "{}\n" : "}\n";
}

} // namespace signalwire::tool
