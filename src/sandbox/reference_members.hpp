#pragma once

#include <span>
#include <string_view>

/// What the reference page says about the members of a response. The server's own list, so that
/// the client's mistakes show.
namespace signalwire::sandbox::detail
{

enum class member_kind
{
    text,
    /// A text of digits.
    code,
    enumeration,
    time,
    integer,
    number,
    /// Where another page is: null, absent or empty when there is none.
    link,
    object,
    list
};

struct reference_member
{
    std::string_view name;
    member_kind kind = member_kind::text;
    /// Whether it may be null.
    bool nullable = false;
    /// Whether a response without it deviates.
    bool documented = true;
    /// Of an object, or of each element of a list.
    std::span<reference_member const> members = {};
};

/// The members of a page.
[[nodiscard]] std::span<reference_member const> reference_page() noexcept;

} // namespace signalwire::sandbox::detail
