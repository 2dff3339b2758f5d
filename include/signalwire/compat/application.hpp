#pragma once

#include <signalwire/member_presence.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// An application: webhooks for calls and messages that phone numbers can share.
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Applications, list: the members of `applications`.
struct application
{
    application() = default;

    /// Unique ID of the application.
    std::string sid;
    /// The account of the application: the project ID.
    std::string account_sid;
    /// API version that created the application.
    std::string api_version;
    /// When the application was created.
    timestamp date_created;
    /// When the application was last updated.
    timestamp date_updated;
    /// Name for people.
    std::string friendly_name;
    /// URI of the application, relative to the host.
    std::string uri;
    /// URL of the document for inbound calls.
    std::optional<std::string> voice_url;
    /// Method for `voice_url`.
    std::optional<std::string> voice_method;
    /// URL that is used if `voice_url` fails.
    std::optional<std::string> voice_fallback_url;
    /// Method for `voice_fallback_url`.
    std::optional<std::string> voice_fallback_method;
    /// Webhook for the status of calls.
    std::optional<std::string> status_callback;
    /// Method for `status_callback`.
    std::optional<std::string> status_callback_method;
    /// Whether callers' names are looked up.
    std::optional<bool> voice_caller_id_lookup;
    /// URL of the document for inbound messages.
    std::optional<std::string> sms_url;
    /// Method for `sms_url`.
    std::optional<std::string> sms_method;
    /// URL that is used if `sms_url` fails.
    std::optional<std::string> sms_fallback_url;
    /// Method for `sms_fallback_url`.
    std::optional<std::string> sms_fallback_method;
    /// Webhook for the status of messages.
    std::optional<std::string> sms_status_callback;
    /// Method for `sms_status_callback`.
    std::optional<std::string> sms_status_callback_method;
    /// Webhook for the status of messages.
    std::optional<std::string> message_status_callback;

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the application was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(application const& left, application const& right);
};

/// Returns the application as one line of JSON (RFC 8259) with the names, order, types and nulls of
/// the API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(application const& value);

} // namespace signalwire::compat
