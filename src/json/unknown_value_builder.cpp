#include "json/unknown_value_builder.hpp"

#include "json/writer.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>

namespace signalwire::json
{

void unknown_value_builder::begin(std::string_view name, use what)
{
    name_.assign(name);
    abandon();
    keeps_text_ = what == use::value_and_text;
    skips_ = what == use::none;
}

void unknown_value_builder::begin_object()
{
    begin_container(true);
}

void unknown_value_builder::begin_list()
{
    begin_container(false);
}

void unknown_value_builder::begin_container(bool object)
{
    if (!skips_)
        begin_value();
    open_.push_back({object, 0});
    if (skips_)
        return;
    text_ += object ? '{' : '[';
}

void unknown_value_builder::end_object()
{
    if (!skips_)
        values_.push_object(open_.back().size);
    open_.pop_back();
    if (skips_)
        return;
    text_ += '}';
}

void unknown_value_builder::end_list()
{
    if (!skips_)
        values_.push_array(open_.back().size);
    open_.pop_back();
    if (skips_)
        return;
    text_ += ']';
}

void unknown_value_builder::key(std::string_view name)
{
    if (skips_)
        return;
    values_.push_key(name);
    if (open_.back().size > 0)
        text_ += ',';
    write_text(text_, name);
    text_ += ':';
}

void unknown_value_builder::text(std::string_view value)
{
    if (skips_)
        return;
    begin_value();
    values_.push_string(value);
    write_text(text_, value);
}

void unknown_value_builder::boolean(bool value)
{
    if (skips_)
        return;
    begin_value();
    values_.push_bool(value);
    text_ += value ? "true" : "false";
}

void unknown_value_builder::null()
{
    if (skips_)
        return;
    begin_value();
    values_.push_null();
    text_ += "null";
}

void unknown_value_builder::number(number_token const& value)
{
    if (skips_)
        return;
    // Before 1.85, Boost.JSON's conversion is not exact to the last bit.
    char const* const first = value.text.data();
    char const* const last = first + value.text.size();
    std::uint64_t large = 0;
    double real = 0;
    if (value.integer)
    {
        begin_value();
        values_.push_int64(*value.integer);
        keeps_text_ = keeps_text_ || (*value.integer == 0 && value.text != "0");
    }
    else if (std::from_chars(first, last, large) == std::from_chars_result{last, std::errc()})
    {
        begin_value();
        values_.push_uint64(large);
    }
    else if (std::from_chars(first, last, real).ec == std::errc())
    {
        begin_value();
        values_.push_double(real);
        std::string written;
        write_value(real, written);
        keeps_text_ = keeps_text_ || written != value.text;
    }
    else
        return number_text(value.text);
    text_ += value.text;
}

void unknown_value_builder::number_text(std::string_view text)
{
    if (skips_)
        return;
    begin_value();
    values_.push_string(text);
    text_ += text;
    keeps_text_ = true;
}

boost::json::value unknown_value_builder::release()
{
    return values_.release();
}

void unknown_value_builder::abandon() noexcept
{
    values_.reset();
    open_.clear();
    text_.clear();
    keeps_text_ = false;
}

void unknown_value_builder::begin_value()
{
    if (open_.empty())
        return;
    if (open_.back().size++ > 0 && !open_.back().object)
        text_ += ',';
}

} // namespace signalwire::json
