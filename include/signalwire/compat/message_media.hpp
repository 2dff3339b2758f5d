#pragma once

#include <signalwire/compat/model.hpp>
#include <signalwire/timestamp.hpp>

#include <string>

namespace signalwire::compat
{

/// An attachment of a message, without its content.
///
/// Members have the names of the API. They are empty if the response does not contain them; see
/// `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Messages, list media: the members of `media_list`.
struct message_media : model<message_media>
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
};

} // namespace signalwire::compat
