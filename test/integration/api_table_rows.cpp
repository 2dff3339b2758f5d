#include "integration/api_table_rows.hpp"

using namespace signalwire::compat;
using signalwire::decimal;
using signalwire::test::json_of;
using fixture = signalwire::test::verbs_fixture;

namespace signalwire::test
{

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
            {"accounts.get", [](fixture& f, api& c) { return json_of(f, c.accounts.get(first)); }},
            {"accounts.update",
             [](fixture& f, api& c) {
                 return json_of(f, c.accounts.update(first, account_form().friendly_name("x")));
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
                                               .voice_url(url)
                                               .voice_method("GET")
                                               .voice_fallback_url(url)
                                               .voice_fallback_method("GET")
                                               .status_callback(url)
                                               .status_callback_method("GET")
                                               .sms_url(url)
                                               .sms_method("GET")
                                               .sms_fallback_url(url)
                                               .sms_fallback_method("GET")
                                               .sms_status_callback(url)
                                               .sms_status_callback_method("GET")));
             }},
            {"applications.get",
             [](fixture& f, api& c) { return json_of(f, c.applications.get(first)); }},
            {"applications.update",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.applications.update(
                         first,
                         application_form()
                             .friendly_name("x")
                             .voice_url(url)
                             .voice_method("GET")
                             .voice_fallback_url(url)
                             .voice_fallback_method("GET")
                             .status_callback(url)
                             .status_callback_method("GET")
                             .sms_url(url)
                             .sms_method("GET")
                             .sms_fallback_url(url)
                             .sms_fallback_method("GET")
                             .sms_status_callback(url)
                             .sms_status_callback_method("GET")));
             }},
            {"applications.remove",
             [](fixture& f, api& c) { return json_of(f, c.applications.remove(first)); }},
            {"calls.list",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.calls.list(call_filter()
                                      .to("+1")
                                      .from("+2")
                                      .status(call_status::queued)
                                      .parent_call_sid(first)
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
                                        .url(url)
                                        .application_sid(first)
                                        .method("GET")
                                        .fallback_url(url)
                                        .fallback_method("GET")
                                        .status_callback(url)
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
                                        .async_amd_status_callback(url)
                                        .async_amd_partial_results(true)
                                        .record(true)
                                        .recording_channels("mono")
                                        .recording_track("both")
                                        .recording_status_callback(url)
                                        .recording_status_callback_method("GET")
                                        .recording_status_callback_event({"completed"})
                                        .trim("do-not-trim")
                                        .sip_auth_username("n")
                                        .sip_auth_password("p")
                                        .max_price_per_minute(decimal(1, 2))));
             }},
            {"calls.get", [](fixture& f, api& c) { return json_of(f, c.calls.get(first)); }},
            {"calls.update",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.calls.update(
                         first,
                         call_update()
                             .url(url)
                             .method("GET")
                             .status(call_status::completed)
                             .fallback_url(url)
                             .fallback_method("GET")
                             .status_callback(url)
                             .status_callback_method("GET")));
             }},
            {"calls.remove", [](fixture& f, api& c) { return json_of(f, c.calls.remove(first)); }},
            {"calls.start_recording",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.calls.start_recording(
                         first,
                         new_recording()
                             .recording_channels("mono")
                             .recording_status_callback(url)
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
                         first, second,
                         recording_update()
                             .status(recording_status::paused)
                             .pause_behavior("skip")));
             }},
            {"calls.start_stream",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.calls.start_stream(
                         first,
                         new_stream()
                             .url(url)
                             .name("n")
                             .track("both_tracks")
                             .status_callback(url)
                             .status_callback_method("GET")
                             .parameter("a", "b")
                             .authorization_bearer_token("t")));
             }},
            {"calls.stop_stream",
             [](fixture& f, api& c) { return json_of(f, c.calls.stop_stream(first, second)); }},
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
             [](fixture& f, api& c) { return json_of(f, c.conferences.get(first)); }},
            {"conferences.update",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.update(
                         first,
                         conference_update()
                             .status(conference_status::completed)
                             .announce_url(url)
                             .announce_method("GET")));
             }},
            {"conferences.participants.list",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.participants(first).list(
                         participant_filter().muted(true).hold(false)));
             }},
            {"conferences.participants.get",
             [](fixture& f, api& c) {
                 return json_of(f, c.conferences.participants(first).get(second));
             }},
            {"conferences.participants.update",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.participants(first).update(
                         second,
                         participant_update()
                             .announce_url(url)
                             .announce_method("GET")
                             .coaching(true)
                             .call_sid_to_coach(first)
                             .hold(true)
                             .hold_url(url)
                             .hold_method("GET")
                             .muted(true)
                             .wait_url(url)
                             .wait_method("GET")));
             }},
            {"conferences.participants.remove",
             [](fixture& f, api& c) {
                 return json_of(f, c.conferences.participants(first).remove(second));
             }},
            {"conferences.recordings.list",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.recordings(first).list(conference_recording_filter()
                                                              .date_created(day)
                                                              .date_created_before(day)
                                                              .date_created_after(day)));
             }},
            {"conferences.recordings.get",
             [](fixture& f, api& c) {
                 return json_of(f, c.conferences.recordings(first).get(second));
             }},
            {"conferences.recordings.update",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.recordings(first).update(
                         second,
                         recording_update()
                             .status(recording_status::paused)
                             .pause_behavior("skip")));
             }},
            {"conferences.recordings.remove",
             [](fixture& f, api& c) {
                 return json_of(f, c.conferences.recordings(first).remove(second));
             }},
            {"conferences.start_stream",
             [](fixture& f, api& c) {
                 return json_of(
                     f,
                     c.conferences.start_stream(
                         first,
                         new_conference_stream()
                             .url(url)
                             .name("n")
                             .track("both_tracks")
                             .status_callback(url)
                             .status_callback_method("GET")
                             .stream_codec("L16")
                             .stream_real_time(true)
                             .parameter("a", "b")
                             .authorization_bearer_token("t")));
             }},
            {"conferences.stop_stream",
             [](fixture& f, api& c) {
                 return json_of(f, c.conferences.stop_stream(first, second));
             }},
        };
        std::vector<api_table_row> const more = more_api_rows();
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }();
    return rows;
}

} // namespace signalwire::test
