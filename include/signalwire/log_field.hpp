#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

namespace signalwire
{

/// A name and a value of a log record: text, or a number whose unit the name ends in (`delay_ms`).
/// Refers to memory of the library's that is gone when the log function returns.
struct log_field
{
    /// Text, which must outlive the field.
    log_field(std::string_view field_name, std::string_view text)
        : name(field_name)
        , value(text)
    {
    }

    /// A number.
    log_field(std::string_view field_name, std::int64_t number)
        : name(field_name)
        , value(number)
    {
    }

    /// Such as `url` or `delay_ms`.
    std::string_view name;
    /// Text as it came, with any bytes, or a number.
    std::variant<std::string_view, std::int64_t> value;
};

} // namespace signalwire
