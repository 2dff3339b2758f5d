#include "tool/call_formatter.hpp"

#include "tool/csv_formatter.hpp"
#include "tool/ndjson_formatter.hpp"
#include "tool/table_formatter.hpp"

#include <string_view>

namespace signalwire::tool
{

namespace
{

std::string_view name_of(output_format format) noexcept
{
    switch (format)
    {
    case output_format::ndjson: return "ndjson";
    case output_format::csv: return "csv";
    case output_format::table: break;
    }
    return "table";
}

} // namespace

std::string to_text(output_layout const& layout)
{
    std::string out = "--format ";
    out += name_of(layout.format);
    std::string_view separator = " --fields ";
    for (std::string_view const name : layout.fields)
    {
        out.append(separator).append(name);
        separator = ",";
    }
    if (layout.csv_safe)
        out += " --csv-safe";
    return out;
}

std::unique_ptr<call_formatter> make_formatter(
    output_layout const& layout, std::size_t terminal_columns)
{
    switch (layout.format)
    {
    case output_format::ndjson: return std::make_unique<ndjson_formatter>(layout.fields);
    case output_format::csv:
        return std::make_unique<csv_formatter>(
            layout.fields.empty() ? all_fields() : layout.fields, layout.csv_safe);
    case output_format::table: break;
    }
    return std::make_unique<table_formatter>(layout.fields, terminal_columns);
}

} // namespace signalwire::tool
