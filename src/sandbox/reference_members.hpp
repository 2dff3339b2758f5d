#pragma once

#include <span>
#include <string_view>

/// The members of a response according to the API reference. Intentionally not the client's schema:
/// shared tables would hide errors in tests.
namespace signalwire::sandbox::detail
{

enum class member_kind
{
    text,
    /// A string of digits.
    code,
    enumeration,
    time,
    integer,
    number,
    /// The URI of another page: null, missing or empty if there is none.
    link,
    object,
    list
};

struct reference_member
{
    std::string_view name;
    member_kind kind = member_kind::text;
    /// True if it may be null.
    bool nullable = false;
    /// True if a response without it deviates.
    bool documented = true;
    /// The members of an object, or of each element of a list.
    std::span<reference_member const> members = {};
};

/// Returns the members of a page.
[[nodiscard]] std::span<reference_member const> documented_page_members() noexcept;

} // namespace signalwire::sandbox::detail
