#include "tool/call_fields.hpp"

#include "tool/exit_status.hpp"
#include "tool/terminal_text.hpp"

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
    for (++at; at < json.size() && json[at] != '"'; ++at)
    {
        if (json[at] == '\\')
            ++at;
    }
    return std::min(at + 1, json.size());
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

/// Finds the values of fields in an object.
class field_selector
{
public:
    explicit field_selector(field_list const& fields)
        : fields_(fields)
        , values_(fields.size())
    {
    }

    void read(std::string_view json)
    {
        for_each_member(json, [this](std::string_view name, std::string_view value) {
            if (name == nested && value.starts_with('{'))
                read_nested(value);
            else
                set(name, value);
        });
    }

    [[nodiscard]] std::vector<std::string_view> values() &&
    {
        return std::move(values_);
    }

private:
    static constexpr std::string_view nested = "subresource_uris";

    void read_nested(std::string_view json)
    {
        for_each_member(json, [this](std::string_view name, std::string_view value) {
            set(std::string(nested).append(".").append(name), value);
        });
    }

    /// Most members are in the order of the fields, so the search starts after the last match.
    void set(std::string_view name, std::string_view value)
    {
        for (std::size_t i = 0; i < fields_.size(); ++i)
        {
            std::size_t const index = (next_ + i) % fields_.size();
            if (fields_[index] == name)
            {
                values_[index] = value;
                next_ = index + 1;
                return;
            }
        }
    }

    field_list const& fields_;
    std::vector<std::string_view> values_;
    std::size_t next_ = 0;
};

std::string known_names()
{
    std::string out;
    for (std::string_view const name : call_field_names)
        out.append(out.empty() ? "" : ", ").append(name);
    return out;
}

} // namespace

field_list all_fields()
{
    return field_list(call_field_names.begin(), call_field_names.end());
}

field_list parse_fields(std::string_view text)
{
    field_list out;
    for (std::size_t begin = 0; begin <= text.size();)
    {
        std::size_t const end = std::min(text.find(',', begin), text.size());
        std::string_view name = text.substr(begin, end - begin);
        name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
        name = name.substr(0, name.find_last_not_of(' ') + 1);
        auto const known = std::find(call_field_names.begin(), call_field_names.end(), name);
        if (known == call_field_names.end())
        {
            throw usage_error(
                "unknown field '" + terminal_text(name) + "', expected one of " + known_names());
        }
        if (std::find(out.begin(), out.end(), name) != out.end())
            throw usage_error("field '" + std::string(name) + "' is repeated");
        out.push_back(*known);
        begin = end + 1;
    }
    return out;
}

std::vector<std::string_view> select_fields(std::string_view json, field_list const& fields)
{
    field_selector selector(fields);
    selector.read(json);
    return std::move(selector).values();
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
