#pragma once

#include <signalwire/compat/model.hpp>
#include <signalwire/timestamp.hpp>

#include <optional>
#include <string>

namespace signalwire::compat
{

/// An application: webhooks for calls and messages that phone numbers can share.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Applications, list: the members of `applications`.
struct application : model<application>
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
};

} // namespace signalwire::compat
