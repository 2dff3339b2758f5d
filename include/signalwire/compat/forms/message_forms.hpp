#pragma once

#include <signalwire/compat/form.hpp>
#include <signalwire/decimal.hpp>

#include <string_view>

namespace signalwire::compat
{

/// What `messages.create` sends. Required: `to`; the API also wants `from` or
/// `messaging_service_sid`, and `body` or `media_url`.
///
///     new_message().to("+15557654321").from("+15551234567").body("Your table is ready")
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Messages, create: the request body.
class new_message : public form<new_message>
{
public:
    new_message() = default;

    /// Receiving phone number.
    new_message& to(std::string_view value) { return set_text("To", value); }
    /// Sending phone number.
    new_message& from(std::string_view value) { return set_text("From", value); }
    /// Text in UTF-8, of any number of lines.
    new_message& body(std::string_view value) { return set("Body", value); }
    /// URLs of attachments, 1 to 8.
    new_message& media_url(detail::text_list const& values)
    {
        return set_each("MediaUrl", values, {}, 8);
    }
    /// Whether it is sent as MMS even without attachments.
    new_message& send_as_mms(bool value) { return set_flag("SendAsMms", value); }
    /// Application whose webhook reports changes of the status.
    new_message& application_sid(std::string_view value)
    {
        return set_text("ApplicationSid", value);
    }
    /// Highest acceptable price in USD, with at most 4 decimal places.
    new_message& max_price(decimal const& value) { return set_price("MaxPrice", value); }
    /// Webhook for changes of the status.
    new_message& status_callback(std::string_view value)
    {
        return set_line("StatusCallback", value);
    }
    /// Seconds that the message may wait to be sent, 1 to 172800. By default 14400.
    new_message& validity_period(int value)
    {
        return set_number("ValidityPeriod", value, 1, 172800);
    }
    /// Group of numbers, one of which sends the message.
    new_message& messaging_service_sid(std::string_view value)
    {
        return set_text("MessagingServiceSid", value);
    }
};

} // namespace signalwire::compat
