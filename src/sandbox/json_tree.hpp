#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace signalwire::sandbox::detail
{

/// A value of JSON whose numbers are still the text that they were, so that no digit is lost.
struct json_tree
{
    enum class kind
    {
        /// A number or a literal: `text` as it stands there.
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

    /// The member of that name, or null.
    [[nodiscard]] json_tree const* find(std::string_view member) const noexcept;

    kind type = kind::token;
    std::string text;
    /// In an object, the name of the member that this is.
    std::string name;
    /// Elements or members.
    std::vector<json_tree> children;
};

/// Reads what our own writer has written: there are no mistakes in it, and no white space.
[[nodiscard]] json_tree read_json_tree(std::string_view text);

} // namespace signalwire::sandbox::detail
