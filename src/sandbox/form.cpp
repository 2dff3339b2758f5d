#include "sandbox/form.hpp"

#include "sandbox/percent_encoding.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace signalwire::sandbox::detail
{

namespace
{

using text = std::string_view;

bool is_one_of(text value, text choices) noexcept
{
    while (!choices.empty())
    {
        if (take_until(choices, '|') == value)
            return true;
    }
    return false;
}

std::optional<std::int64_t> number(text value) noexcept
{
    std::int64_t result = 0;
    char const* const end = value.data() + value.size();
    auto const [stop, error] = std::from_chars(value.data(), end, result);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return result;
}

std::string check_number(text value, text range)
{
    std::int64_t const first = number(range.substr(0, range.find('.'))).value_or(0);
    std::int64_t const last = number(range.substr(range.rfind('.') + 1)).value_or(0);
    std::optional<std::int64_t> const parsed = number(value);
    if (parsed && *parsed >= first && *parsed <= last)
        return {};
    return "must be a number from " + std::to_string(first) + " to " + std::to_string(last);
}

bool is_money(text value) noexcept
{
    text const whole = take_until(value, '.');
    constexpr text digits = "0123456789";
    return !whole.empty() && whole.find_first_not_of(digits) == text::npos && value.size() <= 4
        && value.find_first_not_of(digits) == text::npos;
}

bool is_web_address(text value) noexcept
{
    text const host = value.substr(std::min(value.find("://") + 3, value.size()));
    return (value.starts_with("http://") || value.starts_with("https://")
            || value.starts_with("wss://") || value.starts_with("ws://"))
        && !host.empty() && host.front() != '/'
        && std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool is_of_word(char c) noexcept
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_phone_number(text value, text max_size) noexcept
{
    return value.size() >= 6 && static_cast<std::int64_t>(value.size()) <= number(max_size)
        && value.front() == '+' && value.find_first_not_of("0123456789", 1) == text::npos;
}

std::string check_words(text value, text choices)
{
    std::string alternatives(choices);
    std::replace(alternatives.begin(), alternatives.end(), '+', '|');
    do
    {
        if (!is_one_of(take_until(value, ' '), alternatives))
            return "must be some of " + alternatives;
    } while (!value.empty());
    return {};
}

/// Returns what is wrong with a value; empty if nothing.
std::string check_value(text value, text type)
{
    if (type.starts_with("chars"))
    {
        std::int64_t const size = number(type.substr(5)).value_or(0);
        return static_cast<std::int64_t>(value.size()) <= size
            ? ""
            : "must have at most " + std::to_string(size) + " characters";
    }
    // An empty URL removes the one that is set.
    if (type.empty() || (type == "uri" && value.empty()))
        return {};
    if (type == "uri")
        return is_web_address(value) ? "" : "must be a URL";
    if (type == "bool")
        return is_one_of(unified(value), "true|false") ? "" : "must be true or false";
    if (type == "word")
        return !value.empty() && std::all_of(value.begin(), value.end(), is_of_word)
            ? ""
            : "must be letters, digits and _";
    if (type.starts_with("number"))
        return is_phone_number(value, type.substr(6)) ? "" : "must be a phone number";
    if (type == "digits")
        return !value.empty() && value.size() <= 32
                && value.find_first_not_of("0123456789#*wW") == text::npos
            ? ""
            : "must be 1 to 32 digits, #, *, w or W";
    if (type == "money")
        return is_money(value) ? "" : "must be an amount such as 0.0075";
    if (type.find("..") != text::npos)
        return check_number(value, type);
    if (type.find('+') != text::npos)
        return check_words(value, type);
    return is_one_of(value, type) ? "" : "must be one of " + std::string(type);
}

} // namespace

std::optional<form> form::parse(text body)
{
    form result;
    while (!body.empty())
    {
        text value = take_until(body, '&');
        if (value.empty())
            continue;
        std::optional<std::string> name = decode_query_component(take_until(value, '='));
        std::optional<std::string> decoded = decode_query_component(value);
        if (!name || !decoded)
            return std::nullopt;
        result.fields_.emplace_back(*std::move(name), *std::move(decoded));
    }
    return result;
}

std::optional<form> form::parse_json(text body)
{
    boost::system::error_code error;
    boost::json::value const value = boost::json::parse(body, error);
    if (error || !value.is_object())
        return std::nullopt;
    form result;
    auto const add = [&](text name, boost::json::value const& content) {
        if (content.is_string())
            result.fields_.emplace_back(name, text(content.get_string()));
        return content.is_string();
    };
    for (auto const& [name, content] : value.get_object())
    {
        bool valid = content.is_array();
        for (boost::json::value const& each : valid ? content.get_array() : boost::json::array())
            valid = add(name, each) && valid;
        if (!valid && !add(name, content))
            return std::nullopt;
    }
    return result;
}

std::optional<response> form::check(operation_facts const& operation)
{
    operation_ = &operation;
    for (auto const& [name, value] : fields_)
    {
        std::optional<parameter_facts> const facts = find_parameter(operation, name);
        if (!facts)
            return refusal(operation, 422, 20001, "is not a parameter of this operation", name);
        if (count(name) > facts->max_count)
            return refusal(operation, 422, 20001, "is repeated", name);
        if (std::string const reason = check_value(value, facts->type); !reason.empty())
            return refusal(operation, 422, 20001, reason, name);
    }
    for (text words = operation.parameters; !words.empty();)
    {
        parameter_facts const each = parameter_facts::next(words);
        if (each.required
            && (!has(each.name) || (value(each.name).empty() && each.type != "chars0")))
            return refusal(operation, 422, 20001, "is required", each.name);
    }
    return std::nullopt;
}

std::size_t form::count(text name) const noexcept
{
    return static_cast<std::size_t>(std::count_if(
        fields_.begin(), fields_.end(), [&](auto const& field) { return field.first == name; }));
}

text form::value(text name) const noexcept
{
    auto const found = std::find_if(
        fields_.begin(), fields_.end(), [&](auto const& field) { return field.first == name; });
    if (found != fields_.end())
        return found->second;
    std::optional<parameter_facts> const facts =
        operation_ ? find_parameter(*operation_, name) : std::nullopt;
    return facts ? facts->initial : text();
}

text unified(text value) noexcept
{
    return value == "True" ? "true" : value == "False" ? "false" : value;
}

bool is_valid_value(text value, text type)
{
    return check_value(value, type).empty();
}

std::vector<text> form::values(text name) const
{
    std::vector<text> result;
    for (auto const& [each, sent] : fields_)
    {
        if (each == name)
            result.push_back(sent);
    }
    if (result.empty())
        result.push_back(value(name));
    return result;
}

} // namespace signalwire::sandbox::detail
