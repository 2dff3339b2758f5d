#include "sandbox/json_tree.hpp"

#include "sandbox/json_writer.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

class tree_reader
{
public:
    explicit tree_reader(std::string_view text) noexcept
        : text_(text)
    {
    }

    json_tree value()
    {
        json_tree out;
        switch (text_.front())
        {
        case '{': children(out, json_tree::kind::object); break;
        case '[': children(out, json_tree::kind::list); break;
        case '"':
            out.type = json_tree::kind::string;
            out.text = string();
            break;
        default: out.text = take(std::min(text_.find_first_of(",]}"), text_.size()));
        }
        return out;
    }

private:
    void children(json_tree& out, json_tree::kind type)
    {
        out.type = type;
        char const end = type == json_tree::kind::list ? ']' : '}';
        text_.remove_prefix(1);
        while (text_.front() != end)
        {
            if (text_.front() == ',')
                text_.remove_prefix(1);
            std::string name;
            if (type == json_tree::kind::object)
            {
                name = string();
                text_.remove_prefix(1);
            }
            out.children.push_back(value());
            out.children.back().name = std::move(name);
        }
        text_.remove_prefix(1);
    }

    std::string string()
    {
        std::size_t end = 1;
        while (text_[end] != '"')
            end += text_[end] == '\\' ? 2 : 1;
        std::string const quoted = take(end + 1);
        if (quoted.find('\\') == std::string::npos)
            return quoted.substr(1, end - 1);
        return std::string(boost::json::parse(quoted).as_string());
    }

    std::string take(std::size_t size)
    {
        std::string out(text_.substr(0, size));
        text_.remove_prefix(size);
        return out;
    }

    std::string_view text_;
};

} // namespace

json_tree const* json_tree::find(std::string_view member) const noexcept
{
    auto const found = std::find_if(children.begin(), children.end(), [&](json_tree const& each) {
        return each.name == member;
    });
    return found == children.end() ? nullptr : &*found;
}

json_tree read_json_tree(std::string_view text)
{
    return tree_reader(text).value();
}

void append_json(std::string& out, json_tree const& value)
{
    if (value.type == json_tree::kind::token)
    {
        out += value.text;
        return;
    }
    if (value.type == json_tree::kind::string)
        return append_string(out, value.text);
    bool const is_object = value.type == json_tree::kind::object;
    out += is_object ? '{' : '[';
    char const* separator = "";
    for (json_tree const& each : value.children)
    {
        out += std::exchange(separator, ",");
        if (is_object)
            out.append("\"").append(each.name).append("\":");
        append_json(out, each);
    }
    out += is_object ? '}' : ']';
}

} // namespace signalwire::sandbox::detail
