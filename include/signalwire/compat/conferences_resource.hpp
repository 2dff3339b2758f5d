#pragma once

#include <signalwire/compat/calls_resource.hpp>
#include <signalwire/compat/conference.hpp>
#include <signalwire/compat/form.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/record_resource.hpp>
#include <signalwire/compat/recordings_resource.hpp>
#include <signalwire/detail/invoke.hpp>
#include <signalwire/detail/list_source.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::compat
{

/// Filter of a list of conferences; see `call_filter`. A setter replaces the earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Conferences, list: query parameters.
class conference_filter : public listing_filter<conference_filter>
{
public:
    /// Selects all conferences.
    conference_filter() = default;

    /// Conferences created on `value`.
    conference_filter& date_created(std::chrono::sys_days value)
    {
        return set_date("DateCreated", value);
    }
    /// Conferences created before `value` (`DateCreated<`).
    conference_filter& date_created_before(std::chrono::sys_days value)
    {
        return set_date("DateCreated<", value);
    }
    /// Conferences created after `value` (`DateCreated>`).
    conference_filter& date_created_after(std::chrono::sys_days value)
    {
        return set_date("DateCreated>", value);
    }
    /// Conferences updated on `value`.
    conference_filter& date_updated(std::chrono::sys_days value)
    {
        return set_date("DateUpdated", value);
    }
    /// Conferences updated before `value` (`DateUpdated<`).
    conference_filter& date_updated_before(std::chrono::sys_days value)
    {
        return set_date("DateUpdated<", value);
    }
    /// Conferences updated after `value` (`DateUpdated>`).
    conference_filter& date_updated_after(std::chrono::sys_days value)
    {
        return set_date("DateUpdated>", value);
    }
    /// Conferences with the name `value`.
    conference_filter& friendly_name(std::string_view value)
    {
        return set_text("FriendlyName", value);
    }
    /// Conferences whose status is `value`.
    conference_filter& status(conference_status const& value)
    {
        return set_text("Status", value.text());
    }
};

/// One page of conferences; also a range of `conference`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Conferences, list: the response.
struct conference_page : listing_page<conference_page, conference>
{
    conference_page() = default;

    /// Items of the page.
    std::vector<conference> conferences;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<conference> conference_page::* items =
        &conference_page::conferences;
};

/// Filter of a list of participants of the conference; see `call_filter`. A setter replaces the
/// earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Conferences, list participants: query parameters.
class participant_filter : public listing_filter<participant_filter>
{
public:
    /// Selects all participants of the conference.
    participant_filter() = default;

    /// Participants that are muted, or not.
    participant_filter& muted(bool value) { return set_text("Muted", value ? "true" : "false"); }
    /// Participants that are on hold, or not.
    participant_filter& hold(bool value) { return set_text("Hold", value ? "true" : "false"); }
};

/// One page of participants; also a range of `participant`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Conferences, list participants: the response.
struct participant_page : listing_page<participant_page, participant>
{
    participant_page() = default;

    /// Items of the page.
    std::vector<participant> participants;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<participant> participant_page::* items =
        &participant_page::participants;
};

/// Filter of a list of recordings of the conference; see `call_filter`. A setter replaces the
/// earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Conferences, list recordings: query parameters.
class conference_recording_filter : public listing_filter<conference_recording_filter>
{
public:
    /// Selects all recordings of the conference.
    conference_recording_filter() = default;

    /// Recordings created on `value`.
    conference_recording_filter& date_created(std::chrono::sys_days value)
    {
        return set_date("DateCreated", value);
    }
    /// Recordings created before `value` (`DateCreated<`).
    conference_recording_filter& date_created_before(std::chrono::sys_days value)
    {
        return set_date("DateCreated<", value);
    }
    /// Recordings created after `value` (`DateCreated>`).
    conference_recording_filter& date_created_after(std::chrono::sys_days value)
    {
        return set_date("DateCreated>", value);
    }
};

/// What `conferences.update` sends.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Conferences, update: the request body.
class conference_update : public form<conference_update>
{
public:
    conference_update() = default;

    /// `completed` ends the conference.
    conference_update& status(conference_status const& value)
    {
        return set_word("Status", value.text(), "completed");
    }
    /// cXML document that all participants hear. The request is then unsafe: it is not repeated
    /// after an unknown outcome.
    conference_update& announce_url(std::string_view value)
    {
        return set_line("AnnounceUrl", value);
    }
    /// Method for `announce_url`: `GET` or `POST`, the default.
    conference_update& announce_method(std::string_view value)
    {
        return set_method("AnnounceMethod", value);
    }
};

/// What `conferences.participants(sid).update` sends.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Conferences, update a participant: the request body.
class participant_update : public form<participant_update>
{
public:
    participant_update() = default;

    /// cXML document that the participant hears. The request is then unsafe: it is not repeated
    /// after an unknown outcome.
    participant_update& announce_url(std::string_view value)
    {
        return set_line("AnnounceUrl", value);
    }
    /// Method for `announce_url`: `GET` or `POST`, the default.
    participant_update& announce_method(std::string_view value)
    {
        return set_method("AnnounceMethod", value);
    }
    /// Whether the participant is heard by `call_sid_to_coach` only.
    participant_update& coaching(bool value) { return set_flag("Coaching", value); }
    /// The call to coach.
    participant_update& call_sid_to_coach(std::string_view value)
    {
        return set_text("CallSidToCoach", value);
    }
    /// Whether the participant is on hold.
    participant_update& hold(bool value) { return set_flag("Hold", value); }
    /// Document that is played on hold.
    participant_update& hold_url(std::string_view value) { return set_line("HoldUrl", value); }
    /// Method for `hold_url`.
    participant_update& hold_method(std::string_view value)
    {
        return set_method("HoldMethod", value);
    }
    /// Whether the others do not hear the participant.
    participant_update& muted(bool value) { return set_flag("Muted", value); }
    /// Document that is played before the conference starts.
    participant_update& wait_url(std::string_view value) { return set_line("WaitUrl", value); }
    /// Method for `wait_url`.
    participant_update& wait_method(std::string_view value)
    {
        return set_method("WaitMethod", value);
    }
};

/// What `conferences.start_stream` sends. Required: `url`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Conferences, create a stream: the request body.
class new_conference_stream : public form<new_conference_stream>
{
public:
    new_conference_stream() = default;

    /// WebSocket server (`wss`) that receives the audio.
    new_conference_stream& url(std::string_view value) { return set_text("Url", value); }
    /// Name of the stream, unique in the conference.
    new_conference_stream& name(std::string_view value) { return set_text("Name", value); }
    /// What is sent: `inbound_track`, `outbound_track` or `both_tracks`, the default.
    new_conference_stream& track(std::string_view value)
    {
        return set_word("Track", value, "inbound_track outbound_track both_tracks");
    }
    /// Webhook for changes of the stream's status.
    new_conference_stream& status_callback(std::string_view value)
    {
        return set_line("StatusCallback", value);
    }
    /// Method for `status_callback`: `GET` or `POST`, the default.
    new_conference_stream& status_callback_method(std::string_view value)
    {
        return set_method("StatusCallbackMethod", value);
    }
    /// Codec of the audio: `PCMU`, `PCMA`, `L16`, `L16@16000h` or `L16@24000h`.
    new_conference_stream& stream_codec(std::string_view value)
    {
        return set_word("StreamCodec", value, "PCMU PCMA L16 L16@16000h L16@24000h");
    }
    /// Whether audio that is late is dropped.
    new_conference_stream& stream_real_time(bool value)
    {
        return set_flag("StreamRealTime", value);
    }
    /// A parameter for the server. There may be 99; a repeated name replaces its value.
    new_conference_stream& parameter(std::string_view name, std::string_view value)
    {
        return set_parameter(name, value);
    }
    /// Bearer token for the server.
    new_conference_stream& authorization_bearer_token(std::string_view value)
    {
        return set_text("AuthorizationBearerToken", value);
    }
};

namespace operations
{
extern detail::operation<conference> const get_conference;
extern detail::operation<conference> const update_conference;
extern detail::operation<conference_stream> const start_conference_stream;
extern detail::operation<conference_stream> const stop_conference_stream;
extern detail::operation<participant> const get_participant;
extern detail::operation<participant> const update_participant;
extern detail::operation<void> const remove_participant;
extern detail::operation<recording> const get_conference_recording;
extern detail::operation<recording> const update_conference_recording;
extern detail::operation<void> const remove_conference_recording;
} // namespace operations

/// The participants of a conference: `client.compat.conferences.participants(sid)`. Their ID is
/// that of their call.
///
/// The order of the list is not documented: it cannot be watched or read in shards and partitions.
///
/// Source: Compatibility API, Conferences, participants:
/// /Accounts/{AccountSid}/Conferences/{ConferenceSid}/Participants.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class participants_resource : public record_resource<
                                  participant_page, participant_filter, operations::get_participant,
                                  operations::remove_participant>
{
public:
    using record_resource::record_resource;

    /// Changes the participant `call_sid`. Idempotent.
    template <
        detail::options_or_token_giving<participant> Options = request_options,
        detail::token_giving<participant> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view call_sid, participant_update const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_participant, {call_sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }
};

/// The recordings of a conference: `client.compat.conferences.recordings(sid)`.
///
/// The order of the list is not documented: it cannot be watched or read in shards and partitions.
///
/// Source: Compatibility API, Conferences, recordings:
/// /Accounts/{AccountSid}/Conferences/{ConferenceSid}/Recordings.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class conference_recordings_resource
    : public record_resource<
          recording_page, conference_recording_filter, operations::get_conference_recording,
          operations::remove_conference_recording>
{
public:
    using record_resource::record_resource;

    /// Pauses, resumes or stops the recording `sid`. Idempotent.
    template <
        detail::options_or_token_giving<recording> Options = request_options,
        detail::token_giving<recording> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view sid, recording_update const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_conference_recording, {sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }
};

/// The conferences of the account: `client.compat.conferences`.
///
/// The order of the list is not documented and its filter selects whole days: it cannot be watched
/// or read in shards and partitions.
///
/// Source: Compatibility API, Conferences: /Accounts/{AccountSid}/Conferences.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class conferences_resource : public list_resource<conference_page, conference_filter>
{
public:
    /// Internal: constructed by `rest_client`, and by tests with their own implementation.
    explicit conferences_resource(
        std::shared_ptr<detail::list_source> conferences,
        std::shared_ptr<detail::list_source> participants = nullptr,
        std::shared_ptr<detail::list_source> recordings = nullptr) noexcept
        : list_resource(std::move(conferences))
        , participants_(std::move(participants))
        , recordings_(std::move(recordings))
    {
    }

    /// Gets the conference `sid`.
    template <
        detail::options_or_token_giving<conference> Options = request_options,
        detail::token_giving<conference> CompletionToken = boost::asio::use_awaitable_t<>>
    auto get(
        std::string_view sid, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::get_conference, {sid}, detail::form(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Changes the conference `sid`. Idempotent without `announce_url`.
    template <
        detail::options_or_token_giving<conference> Options = request_options,
        detail::token_giving<conference> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view sid, conference_update const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_conference, {sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Ends the conference `sid`. Idempotent.
    template <
        detail::options_or_token_giving<conference> Options = request_options,
        detail::token_giving<conference> CompletionToken = boost::asio::use_awaitable_t<>>
    auto end(
        std::string_view sid, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_conference, {sid},
            conference_update().status(conference_status::completed).fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Starts a stream of the audio of the conference `sid`. Unsafe: it is repeated only if the
    /// server has not processed it.
    template <
        detail::options_or_token_giving<conference_stream> Options = request_options,
        detail::token_giving<conference_stream> CompletionToken = boost::asio::use_awaitable_t<>>
    auto start_stream(
        std::string_view sid, new_conference_stream const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::start_conference_stream, {sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Stops the stream `stream_sid` of the conference `sid`. Idempotent.
    template <
        detail::options_or_token_giving<conference_stream> Options = request_options,
        detail::token_giving<conference_stream> CompletionToken = boost::asio::use_awaitable_t<>>
    auto stop_stream(
        std::string_view sid, std::string_view stream_sid, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::stop_conference_stream, {sid, stream_sid},
            operations::stopped_status(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Returns the participants of the conference `sid`.
    ///
    /// Throws: `std::invalid_argument` for an ID that cannot be part of a path.
    [[nodiscard]] participants_resource participants(std::string_view sid) const
    {
        return participants_resource((participants_ ? participants_ : source())->list_of(sid));
    }

    /// Returns the recordings of the conference `sid`.
    ///
    /// Throws: `std::invalid_argument` for an ID that cannot be part of a path.
    [[nodiscard]] conference_recordings_resource recordings(std::string_view sid) const
    {
        return conference_recordings_resource((recordings_ ? recordings_ : source())->list_of(sid));
    }

private:
    std::shared_ptr<detail::list_source> participants_;
    std::shared_ptr<detail::list_source> recordings_;
};

} // namespace signalwire::compat
