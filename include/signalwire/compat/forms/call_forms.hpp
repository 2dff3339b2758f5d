#pragma once

#include <signalwire/compat/call.hpp>
#include <signalwire/compat/form.hpp>
#include <signalwire/decimal.hpp>

#include <string_view>

namespace signalwire::compat
{

/// What `calls.create` sends. Required: `to` and `from`, and one of `url`, `application_sid` and
/// `set("Laml", …)`.
///
///     new_call().to("+13105678901").from("+13103384645").url("https://example.com/answer")
///         .status_callback("https://example.com/status")
///         .status_callback_event({"answered", "completed"})
///
/// URLs name webhooks and cXML documents of yours; methods are `GET` or `POST`, by default `POST`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Calls, create: the request body.
class new_call : public form<new_call>
{
public:
    new_call() = default;

    /// Called phone number, SIP URI or client.
    new_call& to(std::string_view value) { return set_text("To", value); }
    /// Calling phone number or SIP URI.
    new_call& from(std::string_view value) { return set_text("From", value); }
    /// cXML document that handles the call.
    new_call& url(std::string_view value) { return set_line("Url", value); }
    /// Application that handles the call.
    new_call& application_sid(std::string_view value) { return set_text("ApplicationSid", value); }
    /// Method for `url`.
    new_call& method(std::string_view value) { return set_method("Method", value); }
    /// Document that is used if `url` fails.
    new_call& fallback_url(std::string_view value) { return set_line("FallbackUrl", value); }
    /// Method for `fallback_url`.
    new_call& fallback_method(std::string_view value)
    {
        return set_method("FallbackMethod", value);
    }
    /// Webhook for changes of the status.
    new_call& status_callback(std::string_view value) { return set_line("StatusCallback", value); }
    /// Method for `status_callback`.
    new_call& status_callback_method(std::string_view value)
    {
        return set_method("StatusCallbackMethod", value);
    }
    /// Changes that are reported: `initiated`, `ringing`, `answered`, `completed`,
    /// `ringing_forwarded`, `ringing_queued`. By default `completed`.
    new_call& status_callback_event(detail::text_list const& values)
    {
        return set_each(
            "StatusCallbackEvent", values,
            "initiated ringing answered completed ringing_forwarded ringing_queued", 6);
    }
    /// Caller ID that is shown in place of `from`.
    new_call& caller_id(std::string_view value) { return set_text("CallerId", value); }
    /// Keys to press after the call was answered: `0-9#*`, `w` waits half a second and `W` a
    /// second. At most 32.
    new_call& send_digits(std::string_view value)
    {
        return set_characters("SendDigits", value, "0123456789#*wW", 32);
    }
    /// Seconds until an unanswered call ends, 1 to 600. By default 60.
    new_call& timeout(int value) { return set_number("Timeout", value, 1, 600); }
    /// Answering machine detection: `Enable`, `DetectMessageEnd` or `none`, the default.
    new_call& machine_detection(std::string_view value)
    {
        return set_word("MachineDetection", value, "Enable DetectMessageEnd none");
    }
    /// Seconds of detection, 1 to 120. By default 30.
    new_call& machine_detection_timeout(int value)
    {
        return set_number("MachineDetectionTimeout", value, 1, 120);
    }
    /// Milliseconds of speech that a machine exceeds, 1000 to 6000. By default 2400.
    new_call& machine_detection_speech_threshold(int value)
    {
        return set_number("MachineDetectionSpeechThreshold", value, 1000, 6000);
    }
    /// Milliseconds of silence that end speech, 500 to 5000. By default 1200.
    new_call& machine_detection_speech_end_threshold(int value)
    {
        return set_number("MachineDetectionSpeechEndThreshold", value, 500, 5000);
    }
    /// Milliseconds of silence in the beginning after which detection ends, 2000 to 10000. By
    /// default 5000.
    new_call& machine_detection_silence_timeout(int value)
    {
        return set_number("MachineDetectionSilenceTimeout", value, 2000, 10000);
    }
    /// Words that a machine exceeds, 1 to 100. By default 6.
    new_call& machine_words_threshold(int value)
    {
        return set_number("MachineWordsThreshold", value, 1, 100);
    }
    /// Whether the call continues during detection. By default not.
    new_call& async_amd(bool value) { return set_flag("AsyncAmd", value); }
    /// Webhook for the result of detection.
    new_call& async_amd_status_callback(std::string_view value)
    {
        return set_line("AsyncAmdStatusCallback", value);
    }
    /// Method for `async_amd_status_callback`.
    new_call& async_amd_status_callback_method(std::string_view value)
    {
        return set_method("AsyncAmdStatusCallbackMethod", value);
    }
    /// Whether the webhook also receives preliminary results. By default not.
    new_call& async_amd_partial_results(bool value)
    {
        return set_flag("AsyncAmdPartialResults", value);
    }
    /// Whether the call is recorded. By default not.
    new_call& record(bool value) { return set_flag("Record", value); }
    /// `mono`, the default, or `dual`: a channel for each party.
    new_call& recording_channels(std::string_view value)
    {
        return set_word("RecordingChannels", value, "mono dual");
    }
    /// What is recorded: `inbound`, `outbound` or `both`, the default.
    new_call& recording_track(std::string_view value)
    {
        return set_word("RecordingTrack", value, "inbound outbound both");
    }
    /// Webhook for changes of the recording's status.
    new_call& recording_status_callback(std::string_view value)
    {
        return set_line("RecordingStatusCallback", value);
    }
    /// Method for `recording_status_callback`.
    new_call& recording_status_callback_method(std::string_view value)
    {
        return set_method("RecordingStatusCallbackMethod", value);
    }
    /// Changes that are reported: `in-progress`, `completed`, `absent`. By default `completed`.
    new_call& recording_status_callback_event(detail::text_list const& values)
    {
        return set_joined("RecordingStatusCallbackEvent", values, "in-progress completed absent");
    }
    /// Silence at both ends of the recording: `trim-silence`, the default, or `do-not-trim`.
    new_call& trim(std::string_view value)
    {
        return set_word("Trim", value, "trim-silence do-not-trim");
    }
    /// User name for a SIP URI.
    new_call& sip_auth_username(std::string_view value)
    {
        return set_text("SipAuthUsername", value);
    }
    /// Password for a SIP URI.
    new_call& sip_auth_password(std::string_view value)
    {
        return set_text("SipAuthPassword", value);
    }
    /// Highest acceptable price of a minute in USD, with at most 4 decimal places.
    new_call& max_price_per_minute(decimal const& value)
    {
        return set_price("MaxPricePerMinute", value);
    }
};

/// What `calls.update` sends. An empty URL clears it.
///
///     call_update().status(call_status::completed)
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Calls, update: the request body.
class call_update : public form<call_update>
{
public:
    call_update() = default;

    /// cXML document that the call continues with. The request is then unsafe: it is not repeated
    /// after an unknown outcome.
    call_update& url(std::string_view value) { return set_line("Url", value); }
    /// Method for `url`.
    call_update& method(std::string_view value) { return set_method("Method", value); }
    /// `completed` ends the call, `canceled` only if it was not answered.
    call_update& status(call_status const& value)
    {
        return set_word("Status", value.text(), "canceled completed");
    }
    /// Document that is used if `url` fails.
    call_update& fallback_url(std::string_view value) { return set_line("FallbackUrl", value); }
    /// Method for `fallback_url`.
    call_update& fallback_method(std::string_view value)
    {
        return set_method("FallbackMethod", value);
    }
    /// Webhook for changes of the status.
    call_update& status_callback(std::string_view value)
    {
        return set_line("StatusCallback", value);
    }
    /// Method for `status_callback`.
    call_update& status_callback_method(std::string_view value)
    {
        return set_method("StatusCallbackMethod", value);
    }
};

} // namespace signalwire::compat
