#pragma once

#include <signalwire/compat/form.hpp>

#include <string_view>

namespace signalwire::compat
{

/// What `calls.start_stream` sends. Required: `url`.
///
///     new_stream().url("wss://example.com/audio").parameter("customer", "17")
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Calls, create a stream: the request body.
class new_stream : public form<new_stream>
{
public:
    new_stream() = default;

    /// WebSocket server (`wss`) that receives the audio.
    new_stream& url(std::string_view value) { return set_text("Url", value); }
    /// Name of the stream, unique in the call.
    new_stream& name(std::string_view value) { return set_text("Name", value); }
    /// What is sent: `inbound_track`, `outbound_track` or `both_tracks`, the default.
    new_stream& track(std::string_view value)
    {
        return set_word("Track", value, "inbound_track outbound_track both_tracks");
    }
    /// Webhook for changes of the stream's status.
    new_stream& status_callback(std::string_view value)
    {
        return set_line("StatusCallback", value);
    }
    /// Method for `status_callback`: `GET` or `POST`, the default.
    new_stream& status_callback_method(std::string_view value)
    {
        return set_method("StatusCallbackMethod", value);
    }
    /// A parameter for the server. There may be 99; a repeated name replaces its value.
    new_stream& parameter(std::string_view name, std::string_view value)
    {
        return set_parameter(name, value);
    }
    /// Bearer token for the server.
    new_stream& authorization_bearer_token(std::string_view value)
    {
        return set_text("AuthorizationBearerToken", value);
    }
};

} // namespace signalwire::compat
