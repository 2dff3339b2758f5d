#pragma once

#include <signalwire/member_presence.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace signalwire::compat
{

/// An API token.
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Tokens, create: the response.
struct api_token
{
    api_token() = default;

    /// Unique ID of the token.
    std::string id;
    /// Name for people.
    std::string name;
    /// What the token may be used for, such as `messaging`.
    std::vector<std::string> permissions;
    /// The token itself: a secret.
    std::string token;

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the token was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(api_token const& left, api_token const& right);
};

/// Returns the token as one line of JSON (RFC 8259) with the names, order, types and nulls of the
/// API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(api_token const& value);

} // namespace signalwire::compat
