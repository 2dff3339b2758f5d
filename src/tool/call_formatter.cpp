#include "tool/call_formatter.hpp"

#include "tool/csv_formatter.hpp"
#include "tool/ndjson_formatter.hpp"
#include "tool/table_formatter.hpp"

namespace signalwire::tool
{

std::unique_ptr<call_formatter> make_formatter(output_format format, std::size_t terminal_columns)
{
    switch (format)
    {
    case output_format::ndjson: return std::make_unique<ndjson_formatter>();
    case output_format::csv: return std::make_unique<csv_formatter>();
    case output_format::table: break;
    }
    return std::make_unique<table_formatter>(terminal_columns);
}

} // namespace signalwire::tool
