#pragma once

#include <signalwire/compat/call.hpp>
#include <signalwire/compat/message.hpp>
#include <signalwire/compat/recording.hpp>
#include <signalwire/timestamp.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire
{

/// What a webhook says about a call. Members that it does not have, or whose values cannot be read,
/// are empty.
struct call_event
{
    call_event() = default;

    /// `CallSid`.
    std::optional<std::string> call_sid;
    /// `AccountSid`.
    std::optional<std::string> account_sid;
    /// `From`.
    std::optional<std::string> from;
    /// `To`.
    std::optional<std::string> to;
    /// `CallStatus`.
    std::optional<compat::call_status> status;
    /// `Direction`.
    std::optional<compat::call_direction> direction;
    /// `Timestamp`.
    std::optional<timestamp> time;
    /// `SequenceNumber`: webhooks may arrive in another order.
    std::optional<std::int64_t> sequence_number;
    /// `CallDuration`, or `Duration`, of a call that has ended.
    std::optional<std::chrono::seconds> duration;
};

/// What a webhook says about a message; see `call_event`.
struct message_event
{
    message_event() = default;

    /// `MessageSid`, or `SmsSid`.
    std::optional<std::string> message_sid;
    /// `AccountSid`.
    std::optional<std::string> account_sid;
    /// `From`.
    std::optional<std::string> from;
    /// `To`.
    std::optional<std::string> to;
    /// `MessageStatus`.
    std::optional<compat::message_status> status;
    /// `ErrorCode` of a message that was not delivered.
    std::optional<std::string> error_code;
};

/// What a webhook says about a recording; see `call_event`.
struct recording_event
{
    recording_event() = default;

    /// `RecordingSid`.
    std::optional<std::string> recording_sid;
    /// `CallSid`.
    std::optional<std::string> call_sid;
    /// `AccountSid`.
    std::optional<std::string> account_sid;
    /// `RecordingUrl`.
    std::optional<std::string> url;
    /// `RecordingStatus`.
    std::optional<compat::recording_status> status;
    /// `RecordingDuration`.
    std::optional<std::chrono::seconds> duration;
    /// `RecordingChannels`.
    std::optional<std::int64_t> channels;
};

/// The parameters of a webhook. Verify its signature first: `webhook_validator`.
///
/// Thread safety: a value type; distinct objects are independent.
class webhook
{
public:
    /// A name and a value, decoded.
    using parameter = std::pair<std::string, std::string>;

    /// Parses a form (`application/x-www-form-urlencoded`): the body of a POST, the query of a GET.
    /// Never fails: invalid percent-encoding is kept as text. The size is that of `body`: limit it
    /// when reading the request.
    [[nodiscard]] static webhook parse(std::string_view body);

    /// Returns the parameters in the order of the body.
    [[nodiscard]] std::vector<parameter> const& parameters() const noexcept
    {
        return parameters_;
    }

    /// Returns the value of the first parameter with this name.
    ///
    /// Lifetime: valid as long as this object.
    [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const noexcept;

    /// Returns what the webhook says about a call.
    [[nodiscard]] call_event call() const;

    /// Returns what the webhook says about a message.
    [[nodiscard]] message_event message() const;

    /// Returns what the webhook says about a recording.
    [[nodiscard]] recording_event recording() const;

private:
    std::vector<parameter> parameters_;
};

} // namespace signalwire
