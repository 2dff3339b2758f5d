#pragma once

#include <signalwire/member_presence.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace signalwire::compat
{

/// An attachment of a message, without its content.
///
/// Members have the names of the API. They are empty if the response does not contain them; see
/// `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Messages, list media: the members of `media_list`.
struct message_media
{
    message_media() = default;

    /// The account that created the attachment: the project ID.
    std::string account_sid;
    /// Media type, such as `image/jpeg`.
    std::string content_type;
    /// When the attachment was created.
    timestamp date_created;
    /// When the attachment was last updated.
    timestamp date_updated;
    /// The message.
    std::string parent_sid;
    /// Unique ID of the attachment.
    std::string sid;
    /// URI of the attachment, relative to the host.
    std::string uri;

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the attachment was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(message_media const& left, message_media const& right);
};

/// Returns the attachment as one line of JSON (RFC 8259) with the names, order, types and nulls of
/// the API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(message_media const& value);

} // namespace signalwire::compat
