#include "json/unknown_value.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>

namespace signalwire::json
{

void unknown_value::begin(std::string_view name)
{
    name_.assign(name);
    abandon();
}

void unknown_value::begin_container()
{
    count();
    sizes_.push_back(0);
}

void unknown_value::end_object()
{
    values_.push_object(sizes_.back());
    sizes_.pop_back();
}

void unknown_value::end_list()
{
    values_.push_array(sizes_.back());
    sizes_.pop_back();
}

void unknown_value::key(std::string_view name)
{
    values_.push_key(name);
}

void unknown_value::text(std::string_view value)
{
    count();
    values_.push_string(value);
}

void unknown_value::boolean(bool value)
{
    count();
    values_.push_bool(value);
}

void unknown_value::null()
{
    count();
    values_.push_null();
}

bool unknown_value::number(number_token const& value)
{
    // Boost.JSON's own conversion is not exact to the last bit before 1.85.
    char const* const first = value.text.data();
    char const* const last = first + value.text.size();
    std::uint64_t large = 0;
    double real = 0;
    count();
    if (value.integer)
        values_.push_int64(*value.integer);
    else if (std::from_chars(first, last, large) == std::from_chars_result{last, std::errc()})
        values_.push_uint64(large);
    else if (std::from_chars(first, last, real).ec == std::errc())
        values_.push_double(real);
    else
        return false;
    return true;
}

boost::json::value unknown_value::release()
{
    return values_.release();
}

void unknown_value::abandon() noexcept
{
    values_.reset();
    sizes_.clear();
}

void unknown_value::count() noexcept
{
    if (!sizes_.empty())
        ++sizes_.back();
}

} // namespace signalwire::json
