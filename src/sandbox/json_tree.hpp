#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace signalwire::sandbox::detail
{

/// A JSON value. Numbers are kept as text, so no digit is lost.
struct json_tree
{
    enum class kind
    {
        /// A number or a literal: `text` is unchanged.
        token,
        /// A string: `text` without quotes and escapes.
        string,
        list,
        object
    };

    json_tree() = default;

    [[nodiscard]] bool is_null() const noexcept
    {
        return type == kind::token && text == "null";
    }

    /// Returns the member with that name, or null.
    [[nodiscard]] json_tree const* find(std::string_view member) const noexcept;

    kind type = kind::token;
    std::string text;
    /// The name of this member of an object.
    std::string name;
    /// Elements or members.
    std::vector<json_tree> children;
};

/// Parses the output of this layer's writer. Precondition: valid JSON without white space.
[[nodiscard]] json_tree read_json_tree(std::string_view text);

/// Appends a value without white space.
void append_json(std::string& out, json_tree const& value);

} // namespace signalwire::sandbox::detail
