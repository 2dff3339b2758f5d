// What is in the account before the first request: made up from the seed.

#include "sandbox/resources.hpp"
#include "sandbox/sample_values.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_seconds;

/// Before all initial calls.
constexpr sys_seconds past = generated_calls::end_of_data - days(400);

struct place
{
    std::string_view area;
    std::string_view region;
    std::string_view locality;
    std::string_view country;
};

constexpr std::array<place, 6> places = {{
    {"202", "DC", "WASHINGTON", "US"},
    {"206", "WA", "SEATTLE", "US"},
    {"312", "IL", "CHICAGO", "US"},
    {"415", "CA", "SAN FRANCISCO", "US"},
    {"512", "TX", "AUSTIN", "US"},
    {"604", "BC", "VANCOUVER", "CA"},
}};

} // namespace

row& resources::add(
    std::string_view model, std::string_view form_text, sys_seconds at, std::string_view parent,
    std::string sid)
{
    return *store_.create(
        model, form::parse(form_text).value_or(form()), parent, at, std::move(sid));
}

void resources::add_seeds()
{
    add("account", "FriendlyName=Sandbox", past, "", options_.project).set("subproject", "false");
    add("account", "FriendlyName=Subproject", past + days(1));
    add("application", "FriendlyName=Reception&VoiceUrl=https://example.com/voice", past);
    add("application", "FriendlyName=Notices&SmsUrl=https://example.com/message", past + days(1));
    for (std::string_view const name : {"Greeting", "Busy"})
    {
        row& bin = add("laml_bin", std::string("Name=").append(name), past);
        bin.set("contents", "<Response><Say>Hello & welcome</Say></Response>");
    }
    add("queue", "FriendlyName=Sales", past);
    row& queue = add("queue", "FriendlyName=Support&MaxSize=100", past + days(1));
    queue.set("average_wait_time", "45");
    for (std::size_t i = 0; i != 3; ++i)
        add("queue_member", "", account::initial_time - minutes(3 - i), queue.sid,
            calls_.data().sid_at(i))
            .set("wait_time", std::to_string(60 * (3 - i)));
    count_members(queue.sid);
    add_numbers();
    add_faxes();
    add_conferences();
}

void resources::add_numbers()
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> countries = {
        {{"US", "United States"}, {"CA", "Canada"}, {"GB", "United Kingdom"}}};
    for (auto const& [code, name] : countries)
        add("available_country", "", past, "", std::string(code)).set("country", name);
    for (std::size_t i = 0; i != 4 * places.size(); ++i)
    {
        place const& at = places[i / 4];
        std::string const number = std::string("+1").append(at.area) + "555018" + char('0' + i % 4);
        row& local = add("local_number", "", past, at.country, number);
        local.set("friendly_name", formatted(number));
        local.set("phone_number", number);
        local.set("region", at.region);
        local.set("locality", at.locality);
        local.set("rate_center", at.locality);
        local.set("iso_country", at.country);
    }
    for (std::string_view const number : {"+18005550180", "+18885550181", "+18775550182"})
    {
        row& free = add("toll_free_number", "", past, "US", std::string(number));
        free.set("friendly_name", formatted(number));
        free.set("phone_number", number);
        free.set("iso_country", "US");
    }
    for (std::uint64_t i = 0; i + own_sip_endpoints < own_addresses; ++i)
    {
        std::string const number = own_address(i);
        row& own =
            add("phone_number", "", past + days(i), "", phone_number_sid(options_.seed, number));
        own.set("phone_number", number);
        own.set("friendly_name", formatted(number));
    }
}

void resources::add_faxes()
{
    for (std::size_t i = 0; i != 4; ++i)
    {
        bool const is_inbound = i % 2 == 0;
        sys_seconds const at = past + days(i);
        row& fax = add("fax", "MediaUrl=https://example.com/fax.pdf", at);
        fax.set("direction", is_inbound ? "inbound" : "outbound");
        fax.set(is_inbound ? "to" : "from", own_address(i));
        fax.set(is_inbound ? "from" : "to", "+12025550177");
        fax.set("status", is_inbound ? "received" : "delivered");
        end_fax(fax, at + minutes(2));
    }
}

// The last one is in progress.
void resources::add_conferences()
{
    constexpr std::size_t count = 5;
    for (std::size_t i = 0; i != count; ++i)
    {
        bool const is_over = i + 1 != count;
        if (!is_over)
            add_recordings();
        sys_seconds const at = is_over ? past + days(i) : account::initial_time - hours(1);
        row& conference = add("conference", "FriendlyName=Room" + std::to_string(i), at);
        std::string const sid = conference.sid;
        row& recording = add("recording", "", at, sid);
        recording.set("conference_sid", sid);
        recording.set("source", "StartConferenceRecording");
        recording.set("trim", "do-not-trim");
        dependents_.emplace(sid, dependent{"recording", recording.sid});
        for (std::size_t j = 0; j != 3; ++j)
        {
            row& participant =
                add("participant", "", at, sid, calls_.data().sid_at(10 + 3 * i + j));
            dependents_.emplace(sid, dependent{"participant", participant.sid});
        }
        if (!is_over)
            continue;
        set_row_status(conference, "completed", at + minutes(20));
    }
}

// One recording of each completed call among the newest initial ones.
void resources::add_recordings()
{
    constexpr std::size_t max_calls = 1000;
    generated_calls const& data = calls_.data();
    for (std::size_t i = std::min(data.size(), max_calls); i-- != 0;)
    {
        call_lifecycle const call = data.lifecycle(i);
        if (call.status != compat::call_status::completed)
            continue;
        keyed_random const random = data.random_of(i);
        row& added = add("recording", "", call.date_created, data.sid_at(i));
        added.set("call_sid", added.parent);
        bool const stereo = random.percent(random_key::recording_channels, 20);
        std::string_view const channels = stereo ? "2" : "1";
        added.set("channel", channels);
        added.set("channels", channels);
        added.set("date_updated", call.date_updated);
        if (call.start_time)
            added.set("start_time", *call.start_time);
        if (call.end_time)
            added.set("end_time", *call.end_time);
        added.set("duration", std::to_string(call.duration));
        if (call.price)
            added.set("price", stereo ? "-0.0050" : "-0.0025");
        added.set("source", "RecordVerb");
        added.set("status", "completed");
        added.set("trim", "do-not-trim");
        if (i >= 20)
            continue;
        row& text = add("transcription", "", call.date_updated, added.sid);
        text.set("duration", added.get("duration"));
        text.set("price", "-0.0100");
        text.set("transcription_text", "Hello, this is call " + std::to_string(i) + '.');
    }
}

} // namespace signalwire::sandbox::detail
