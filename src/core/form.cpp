#include "core/text.hpp"

#include <signalwire/detail/form.hpp>
#include <signalwire/detail/operation_call.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace signalwire::detail
{

namespace
{

using core::reject;

void check_content(std::string_view name, std::string_view value)
{
    if (name.empty() || core::has_control(name))
        throw std::invalid_argument("the name of a field must not be empty or contain controls");
    if (!core::is_utf8(value))
        reject(name, "must be UTF-8");
}

/// Removes the first word, which a blank follows, from `words`.
std::string_view take_word(std::string_view& words) noexcept
{
    std::string_view const word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    return word;
}

bool has_word(std::string_view words, std::string_view wanted) noexcept
{
    while (!words.empty())
    {
        if (take_word(words) == wanted)
            return true;
    }
    return false;
}

/// "GET or POST", "mono, dual or both".
std::string listed(std::string_view words)
{
    std::string out;
    while (!words.empty())
    {
        std::string_view const word = take_word(words);
        if (!out.empty())
            out += words.empty() ? " or " : ", ";
        out += word;
    }
    return out;
}

void check_word(std::string_view name, std::string_view value, std::string_view allowed)
{
    if (!has_word(allowed, value))
        reject(name, "must be " + listed(allowed) + ", not " + core::quoted(value, 40));
}

void check_each(
    std::string_view name, text_list const& values, std::string_view allowed, std::size_t max_count)
{
    if (values.size() == 0 || values.size() > max_count)
    {
        reject(
            name,
            "must have 1 to " + std::to_string(max_count) + " values, not "
                + std::to_string(values.size()));
    }
    for (std::string_view const value : values)
    {
        if (!allowed.empty())
            check_word(name, value, allowed);
        else if (value.empty() || core::has_control(value))
            reject(name, "must not have an empty value or one with control characters");
    }
}

} // namespace

void form::set_line(std::string_view name, std::string_view value)
{
    if (core::has_control(value))
        reject(name, "must not contain control characters");
    set(name, std::string(value));
}

void form::set_limited(std::string_view name, std::string_view value, std::size_t max_characters)
{
    // Continuation bytes of UTF-8 begin no character.
    auto const begins = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    auto const size = static_cast<std::size_t>(std::count_if(value.begin(), value.end(), begins));
    if (size > max_characters)
        reject(name, "must have at most " + std::to_string(max_characters) + " characters");
    set_text(name, value);
}

void form::set_identifier(std::string_view name, std::string_view value)
{
    auto const is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_';
    };
    if (value.empty() || !std::all_of(value.begin(), value.end(), is_allowed))
        reject(name, "must be letters, digits and underscores");
    set(name, std::string(value));
}

void form::set_phone_number(std::string_view name, std::string_view value, std::size_t max_digits)
{
    constexpr std::size_t min_digits = 5;
    std::size_t const digits = value.size() - (value.starts_with('+') ? 1 : 0);
    if (!value.starts_with('+') || digits < min_digits || digits > max_digits
        || value.find_first_not_of("0123456789", 1) != std::string_view::npos)
    {
        reject(name, "must be + and 5 to " + std::to_string(max_digits) + " digits");
    }
    set(name, std::string(value));
}

void form::set_content(std::string_view name, std::string_view value)
{
    check_content(name, value);
    // A name that was appended has several values.
    std::string text(value);
    erase(name);
    parameters_.emplace_back(name, std::move(text));
}

void form::append_content(std::string_view name, std::string_view value)
{
    check_content(name, value);
    parameters_.emplace_back(name, value);
}

void form::set_flag(std::string_view name, bool value)
{
    set(name, value ? "true" : "false");
}

void form::set_decimal(std::string_view name, decimal const& value, unsigned max_places)
{
    if (value < decimal() || value.places() > max_places)
    {
        reject(
            name,
            "must not be negative or have more than " + std::to_string(max_places)
                + " decimal places");
    }
    set(name, value.to_string());
}

void form::set_word(std::string_view name, std::string_view value, std::string_view allowed)
{
    check_word(name, value, allowed);
    set(name, std::string(value));
}

void form::set_characters(
    std::string_view name, std::string_view value, std::string_view allowed, std::size_t max_size)
{
    if (value.empty() || value.size() > max_size
        || value.find_first_not_of(allowed) != std::string_view::npos)
    {
        reject(
            name,
            "must be 1 to " + std::to_string(max_size) + " of the characters "
                + std::string(allowed));
    }
    set(name, std::string(value));
}

void form::set_each(
    std::string_view name, text_list const& values, std::string_view allowed, std::size_t max_count)
{
    check_each(name, values, allowed, max_count);
    erase(name);
    for (std::string_view const value : values)
        parameters_.emplace_back(name, value);
}

void form::set_joined(std::string_view name, text_list const& values, std::string_view allowed)
{
    constexpr std::size_t max_values = 99;
    check_each(name, values, allowed, max_values);
    std::string joined;
    for (std::string_view const value : values)
        joined.append(joined.empty() ? "" : " ").append(value);
    set(name, std::move(joined));
}

void form::set_parameter(std::string_view name, std::string_view value)
{
    constexpr int max_parameters = 99;
    if (name.empty() || core::has_control(name))
        reject("Parameter", "must have a name without control characters");
    for (int number = 1; number <= max_parameters; ++number)
    {
        std::string const field = "Parameter" + std::to_string(number);
        std::string_view const present = get(field + ".Name");
        if (!present.empty() && present != name)
            continue;
        check_content(field + ".Value", value);
        set(field + ".Name", std::string(name));
        return set(field + ".Value", std::string(value));
    }
    reject("Parameter", "must not have more than 99 names");
}

std::string form::json(std::string_view array_field) const
{
    boost::json::object out;
    for (auto const& [name, value] : parameters_)
    {
        if (name != array_field)
            out[name] = value;
        else if (boost::json::value* const present = out.if_contains(name))
            present->as_array().emplace_back(value);
        else
            out[name] = boost::json::array({boost::json::string(value)});
    }
    return boost::json::serialize(out);
}

bool form::has(std::string_view name) const noexcept
{
    return std::any_of(parameters_.begin(), parameters_.end(), [name](auto const& field) {
        return field.first == name;
    });
}

std::string expand_path(std::string_view path, std::vector<std::string> const& ids)
{
    std::string out;
    for (std::string const& id : ids)
    {
        if (id.empty() || core::has_control(id))
            reject("sid", "must not be empty or contain control characters");
        // Servers resolve dot segments even if they are encoded.
        if (id == "." || id == "..")
            reject("sid", "must not be a dot segment");
        std::size_t const place = path.find("{}");
        out.append(path.substr(0, place));
        out += boost::urls::encode(id, boost::urls::unreserved_chars);
        path.remove_prefix(place + 2);
    }
    return out.append(path);
}

operation_call make_call(
    operation_type const& type, std::vector<std::string> const& parents,
    std::initializer_list<std::string_view> ids, form const& fields)
{
    for (std::string_view rest = type.required; !rest.empty();)
    {
        std::string_view const name = take_word(rest);
        if (!fields.has(name))
            reject(name, "must be set");
    }
    std::vector<std::string> all = parents;
    all.insert(all.end(), ids.begin(), ids.end());
    operation_call out(type);
    out.path = expand_path(type.path, all);
    switch (type.body)
    {
    case body_type::none:
        if (std::string const selection = fields.encoded(); !selection.empty())
            out.path += '?' + selection;
        break;
    case body_type::form: out.body = fields.encoded(); break;
    case body_type::json: out.body = fields.json(type.array_field); break;
    }
    if (!type.unsafe_field.empty() && fields.has(type.unsafe_field))
        out.type.retry = retry_class::unsafe;
    return out;
}

} // namespace signalwire::detail
