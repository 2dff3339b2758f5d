#include "tool/fields.hpp"

#include "tool/exit_status.hpp"
#include "tool/terminal.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>

namespace signalwire::tool
{

namespace
{

/// Returns the position after the string that starts at `at`.
std::size_t end_of_string(std::string_view json, std::size_t at)
{
    for (;;)
    {
        at = json.find('"', at + 1);
        if (at == json.npos)
            return json.size();
        std::size_t escapes = 0;
        while (json[at - escapes - 1] == '\\')
            ++escapes;
        if (escapes % 2 == 0)
            return at + 1;
    }
}

/// Returns the position after the value that starts at `at`.
std::size_t end_of_value(std::string_view json, std::size_t at)
{
    std::size_t depth = 0;
    while (at < json.size())
    {
        char const c = json[at];
        bool const closes = c == '}' || c == ']';
        if (depth == 0 && (closes || c == ','))
            return at;
        depth += c == '{' || c == '[' ? 1 : 0;
        depth -= closes ? 1 : 0;
        at = c == '"' ? end_of_string(json, at) : at + 1;
    }
    return at;
}

/// Calls `use(name, value)` for each member of an object in the output of `to_json`. Precondition:
/// no white space between tokens and no escapes in the names of known members.
template <class Function>
void for_each_member(std::string_view json, Function use)
{
    std::size_t at = 1;
    while (at < json.size() && json[at] == '"')
    {
        std::size_t const name_end = end_of_string(json, at);
        std::size_t const value_end = end_of_value(json, name_end + 1);
        use(json.substr(at + 1, name_end - at - 2),
            json.substr(name_end + 1, value_end - name_end - 1));
        at = value_end + 1;
    }
}

/// Calls `use(name, value)` for each member, and for the members of a nested object unless the call
/// for the object returns true.
template <class Function>
void for_each_field(std::string_view json, Function use)
{
    std::string path;
    for_each_member(json, [&](std::string_view name, std::string_view value) {
        if (use(name, value) || !value.starts_with('{'))
            return;
        for_each_member(value, [&](std::string_view nested, std::string_view nested_value) {
            path.assign(name).append(".").append(nested);
            use(std::string_view(path), nested_value);
        });
    });
}

/// Returns true if members of the object `name` are among the fields.
bool has_columns(std::string_view name, field_list const& fields)
{
    return std::ranges::any_of(fields, [name](std::string const& field) {
        return field.size() > name.size() && field[name.size()] == '.' && field.starts_with(name);
    });
}

std::string joined(field_list const& names)
{
    std::string out;
    for (std::string const& name : names)
        out.append(out.empty() ? "" : ", ").append(name);
    return out;
}

} // namespace

field_list field_names(std::string_view json)
{
    field_list out;
    for_each_field(json, [&](std::string_view name, std::string_view value) {
        bool const is_object = value.starts_with('{');
        if (!is_object)
            out.emplace_back(name);
        return !is_object;
    });
    return out;
}

field_list parse_fields(std::string_view text, field_list const& known)
{
    field_list out;
    for (std::size_t begin = 0; begin <= text.size();)
    {
        std::size_t const end = std::min(text.find(',', begin), text.size());
        std::string_view name = text.substr(begin, end - begin);
        name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
        name = name.substr(0, name.find_last_not_of(' ') + 1);
        if (std::find(known.begin(), known.end(), name) == known.end())
        {
            throw usage_error(
                "unknown field '" + terminal_text(name) + "', expected one of " + joined(known));
        }
        if (std::find(out.begin(), out.end(), name) != out.end())
            throw usage_error("field '" + std::string(name) + "' is repeated");
        out.emplace_back(name);
        begin = end + 1;
    }
    return out;
}

std::vector<std::string_view> select_fields(
    std::string_view json, field_list const& fields, std::string* unknown)
{
    std::vector<std::string_view> values(fields.size());
    // Most members are in the order of the fields, so the search starts after the last match.
    std::size_t next = 0;
    for_each_field(json, [&](std::string_view name, std::string_view value) {
        for (std::size_t i = 0; i < fields.size(); ++i)
        {
            std::size_t const index = (next + i) % fields.size();
            if (fields[index] != name)
                continue;
            values[index] = value;
            next = index + 1;
            return true;
        }
        if (!unknown || has_columns(name, fields))
            return false;
        unknown->append(unknown->empty() ? "{\"" : ",\"");
        unknown->append(name).append("\":").append(value);
        return true;
    });
    if (unknown && !unknown->empty())
        unknown->push_back('}');
    return values;
}

std::string plain_text(std::string_view value)
{
    if (value == "null")
        return {};
    if (!value.starts_with('"'))
        return std::string(value);
    if (value.find('\\') == std::string_view::npos)
        return std::string(value.substr(1, value.size() - 2));
    boost::json::string const text = boost::json::parse(value).as_string();
    return std::string(text.begin(), text.end());
}

} // namespace signalwire::tool
