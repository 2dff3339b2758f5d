#pragma once

#include <signalwire/compat/form.hpp>

#include <string_view>

namespace signalwire::compat
{

/// Base of the forms of applications and phone numbers: what handles inbound calls and messages.
///
/// URLs name webhooks and cXML documents of yours; an empty one clears the field. Methods are
/// `GET` or `POST`, by default `POST`.
///
/// Thread safety: a value type; distinct objects are independent.
template <class Form>
class inbound_form : public form<Form>
{
public:
    /// Document for inbound calls.
    Form& voice_url(std::string_view value) { return this->set_line("VoiceUrl", value); }
    /// Method for `voice_url`.
    Form& voice_method(std::string_view value) { return this->set_method("VoiceMethod", value); }
    /// Document that is used if `voice_url` fails.
    Form& voice_fallback_url(std::string_view value)
    {
        return this->set_line("VoiceFallbackUrl", value);
    }
    /// Method for `voice_fallback_url`.
    Form& voice_fallback_method(std::string_view value)
    {
        return this->set_method("VoiceFallbackMethod", value);
    }
    /// Webhook for the status of calls.
    Form& status_callback(std::string_view value)
    {
        return this->set_line("StatusCallback", value);
    }
    /// Method for `status_callback`.
    Form& status_callback_method(std::string_view value)
    {
        return this->set_method("StatusCallbackMethod", value);
    }
    /// Document for inbound messages.
    Form& sms_url(std::string_view value) { return this->set_line("SmsUrl", value); }
    /// Method for `sms_url`.
    Form& sms_method(std::string_view value) { return this->set_method("SmsMethod", value); }
    /// Document that is used if `sms_url` fails.
    Form& sms_fallback_url(std::string_view value)
    {
        return this->set_line("SmsFallbackUrl", value);
    }
    /// Method for `sms_fallback_url`.
    Form& sms_fallback_method(std::string_view value)
    {
        return this->set_method("SmsFallbackMethod", value);
    }

private:
    friend Form;

    inbound_form() = default;
};

} // namespace signalwire::compat
