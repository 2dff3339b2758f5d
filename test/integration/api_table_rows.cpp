#include "integration/api_table_rows.hpp"

#include <chrono>

using namespace signalwire::compat;
using signalwire::decimal;
using signalwire::test::json_of;
using fixture = signalwire::test::verbs_fixture;

namespace signalwire::test
{

namespace
{

constexpr std::chrono::sys_days day = std::chrono::year(2018) / 9 / 21;

} // namespace

std::vector<api_table_row> const& api_rows()
{
    static std::vector<api_table_row> const rows = [] {
        std::vector<api_table_row> out = {
            {"accounts.list",
             [](fixture& f, api& c) {
                 return json_of(f, c.accounts.list(account_filter().friendly_name("x")));
             }},
            {"accounts.create",
             [](fixture& f, api& c) {
                 return json_of(f, c.accounts.create(account_form().friendly_name("x")));
             }},
            {"accounts.get", [](fixture& f, api& c) { return json_of(f, c.accounts.get("P1")); }},
            {"accounts.update",
             [](fixture& f, api& c) {
                 return json_of(f, c.accounts.update("P1", account_form().friendly_name("x")));
             }},
            {"applications.list",
             [](fixture& f, api& c) {
                 return json_of(f, c.applications.list(application_filter().friendly_name("x")));
             }},
            {"applications.create",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.applications.create(application_form()
                                               .friendly_name("x")
                                               .voice_url("u")
                                               .voice_method("GET")
                                               .voice_fallback_url("u")
                                               .voice_fallback_method("GET")
                                               .status_callback("u")
                                               .status_callback_method("GET")
                                               .sms_url("u")
                                               .sms_method("GET")
                                               .sms_fallback_url("u")
                                               .sms_fallback_method("GET")
                                               .sms_status_callback("u")
                                               .sms_status_callback_method("GET")));
             }},
            {"applications.get",
             [](fixture& f, api& c) { return json_of(f, c.applications.get("P1")); }},
            {"applications.update",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.applications.update(
                         "P1",
                         application_form()
                             .friendly_name("x")
                             .voice_url("u")
                             .voice_method("GET")
                             .voice_fallback_url("u")
                             .voice_fallback_method("GET")
                             .status_callback("u")
                             .status_callback_method("GET")
                             .sms_url("u")
                             .sms_method("GET")
                             .sms_fallback_url("u")
                             .sms_fallback_method("GET")
                             .sms_status_callback("u")
                             .sms_status_callback_method("GET")));
             }},
            {"applications.remove",
             [](fixture& f, api& c) { return json_of(f, c.applications.remove("P1")); }},
            {"calls.list",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.calls.list(call_filter()
                                      .to("+1")
                                      .from("+2")
                                      .status(call_status::queued)
                                      .parent_call_sid("P")
                                      .start_time(day)
                                      .start_time_before(day)
                                      .start_time_after(day)
                                      .end_time(day)
                                      .end_time_before(day)
                                      .end_time_after(day)));
             }},
            {"calls.create",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.calls.create(new_call()
                                        .to("+1")
                                        .from("+2")
                                        .url("u")
                                        .application_sid("A")
                                        .method("GET")
                                        .fallback_url("u")
                                        .fallback_method("GET")
                                        .status_callback("u")
                                        .status_callback_method("GET")
                                        .status_callback_event({"answered"})
                                        .caller_id("c")
                                        .send_digits("1")
                                        .timeout(1)
                                        .machine_detection("none")
                                        .machine_detection_timeout(1)
                                        .machine_detection_speech_threshold(1000)
                                        .machine_detection_speech_end_threshold(500)
                                        .machine_detection_silence_timeout(2000)
                                        .machine_words_threshold(1)
                                        .async_amd(true)
                                        .async_amd_status_callback_method("GET")
                                        .async_amd_status_callback("u")
                                        .async_amd_partial_results(true)
                                        .record(true)
                                        .recording_channels("mono")
                                        .recording_track("both")
                                        .recording_status_callback("u")
                                        .recording_status_callback_method("GET")
                                        .recording_status_callback_event({"completed"})
                                        .trim("do-not-trim")
                                        .sip_auth_username("n")
                                        .sip_auth_password("p")
                                        .max_price_per_minute(decimal(1, 2))));
             }},
            {"calls.get", [](fixture& f, api& c) { return json_of(f, c.calls.get("P1")); }},
            {"calls.update",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.calls.update(
                         "P1",
                         call_update()
                             .url("u")
                             .method("GET")
                             .status(call_status::completed)
                             .fallback_url("u")
                             .fallback_method("GET")
                             .status_callback("u")
                             .status_callback_method("GET")));
             }},
            {"calls.remove", [](fixture& f, api& c) { return json_of(f, c.calls.remove("P1")); }},
            {"calls.start_recording",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.calls.start_recording(
                         "P1",
                         new_recording()
                             .recording_channels("mono")
                             .recording_status_callback("u")
                             .recording_status_callback_event({"completed"})
                             .recording_status_callback_method("GET")
                             .recording_track("both")
                             .trim("do-not-trim")));
             }},
            {"calls.update_recording",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.calls.update_recording(
                         "P1", "P2",
                         recording_update()
                             .status(recording_status::paused)
                             .pause_behavior("skip")));
             }},
            {"calls.start_stream",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.calls.start_stream(
                         "P1",
                         new_stream()
                             .url("u")
                             .name("n")
                             .track("both_tracks")
                             .status_callback("u")
                             .status_callback_method("GET")
                             .parameter("a", "b")
                             .authorization_bearer_token("t")));
             }},
            {"calls.stop_stream",
             [](fixture& f, api& c) { return json_of(f, c.calls.stop_stream("P1", "P2")); }},
            {"conferences.list",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.list(conference_filter()
                                            .date_created(day)
                                            .date_created_before(day)
                                            .date_created_after(day)
                                            .date_updated(day)
                                            .date_updated_before(day)
                                            .date_updated_after(day)
                                            .friendly_name("x")
                                            .status(conference_status::completed)));
             }},
            {"conferences.get",
             [](fixture& f, api& c) { return json_of(f, c.conferences.get("P1")); }},
            {"conferences.update",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.update(
                         "P1",
                         conference_update()
                             .status(conference_status::completed)
                             .announce_url("u")
                             .announce_method("GET")));
             }},
            {"conferences.participants.list",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.participants("P1").list(
                         participant_filter().muted(true).hold(false)));
             }},
            {"conferences.participants.get",
             [](fixture& f, api& c) {
                 return json_of(f, c.conferences.participants("P1").get("P2"));
             }},
            {"conferences.participants.update",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.participants("P1").update(
                         "P2",
                         participant_update()
                             .announce_url("u")
                             .announce_method("GET")
                             .coaching(true)
                             .call_sid_to_coach("C")
                             .hold(true)
                             .hold_url("u")
                             .hold_method("GET")
                             .muted(true)
                             .wait_url("u")
                             .wait_method("GET")));
             }},
            {"conferences.participants.remove",
             [](fixture& f, api& c) {
                 return json_of(f, c.conferences.participants("P1").remove("P2"));
             }},
            {"conferences.recordings.list",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.recordings("P1").list(conference_recording_filter()
                                                             .date_created(day)
                                                             .date_created_before(day)
                                                             .date_created_after(day)));
             }},
            {"conferences.recordings.get",
             [](fixture& f, api& c) {
                 return json_of(f, c.conferences.recordings("P1").get("P2"));
             }},
            {"conferences.recordings.update",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.recordings("P1").update(
                         "P2",
                         recording_update()
                             .status(recording_status::paused)
                             .pause_behavior("skip")));
             }},
            {"conferences.recordings.remove",
             [](fixture& f, api& c) {
                 return json_of(f, c.conferences.recordings("P1").remove("P2"));
             }},
            {"conferences.start_stream",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.start_stream(
                         "P1",
                         new_conference_stream()
                             .url("u")
                             .name("n")
                             .track("both_tracks")
                             .status_callback("u")
                             .status_callback_method("GET")
                             .stream_codec("L16")
                             .stream_real_time(true)
                             .parameter("a", "b")
                             .authorization_bearer_token("t")));
             }},
            {"conferences.stop_stream",
             [](fixture& f, api& c) { return json_of(f, c.conferences.stop_stream("P1", "P2")); }},
        };
        std::vector<api_table_row> const more = more_api_rows();
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }();
    return rows;
}

} // namespace signalwire::test
