#include "core/text.hpp"

#include <signalwire/log.hpp>

#include <ostream>

namespace signalwire
{

std::string_view to_string(log_level value) noexcept
{
    switch (value)
    {
    case log_level::debug: return "debug";
    case log_level::info: return "info";
    case log_level::warning: return "warning";
    case log_level::error: return "error";
    }
    return "unknown";
}

std::ostream& operator<<(std::ostream& out, log_level value)
{
    return out << to_string(value);
}

std::string to_string(log_record const& record)
{
    constexpr std::size_t max_bytes = 1000;
    std::string out(to_string(record.level));
    out.append(" ").append(record.event);
    for (log_field const& field : record.fields)
    {
        out.append(" ").append(field.name).append("=");
        if (auto const* const number = std::get_if<std::int64_t>(&field.value))
            out += std::to_string(*number);
        else
            out += core::quoted(std::get<std::string_view>(field.value), max_bytes);
    }
    return out;
}

} // namespace signalwire
