#include "sandbox/recording_list.hpp"

#include "sandbox/json_writer.hpp"
#include "sandbox/keyed_random.hpp"
#include "sandbox/page_token.hpp"
#include "sandbox/page_writer.hpp"
#include "sandbox/percent.hpp"
#include "sandbox/query_parameters.hpp"
#include "sandbox/sample_values.hpp"
#include "sandbox/selection.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

/// Made when the call was, like everything whose listing is in the order of making.
compat::recording recording_of(
    draws const& random, call_course const& call, std::string call_sid, std::string const& project,
    std::string const& path)
{
    compat::recording made;
    std::uint64_t const high = random.bits(number_of(question::recording));
    made.sid = uuid(high, mix(high));
    made.account_sid = project;
    made.api_version = "2010-04-01";
    made.call_sid = std::move(call_sid);
    made.channels = random.percent(number_of(question::recording_channels), 20) ? 2 : 1;
    made.channel = made.channels;
    made.date_created = call.date_created;
    made.date_updated = call.date_updated;
    made.start_time = call.start_time;
    made.end_time = call.end_time;
    made.duration = call.duration;
    if (call.price)
        made.price = decimal(-25 * made.channels, 4);
    made.price_unit = "USD";
    made.source = compat::recording_source::record_verb;
    made.status = compat::recording_status::completed;
    made.uri = path + '/' + made.sid + ".json";
    made.subresource_uris.transcriptions = path + '/' + made.sid + "/Transcriptions.json";
    made.trim = "do-not-trim";
    return made;
}

void append_recording(std::string& out, compat::recording const& value)
{
    object_writer recording(out, member_presence());
    recording.member("sid", value.sid)
        .member("account_sid", value.account_sid)
        .member("api_version", value.api_version)
        .member("call_sid", value.call_sid)
        .member("conference_sid", value.conference_sid)
        .member("channel", std::to_string(value.channel))
        .member("channels", std::to_string(value.channels))
        .member("date_created", value.date_created)
        .member("date_updated", value.date_updated)
        .member("start_time", value.start_time)
        .member("end_time", value.end_time)
        .member("duration", value.duration);
    std::optional<std::string> price;
    if (value.price)
        price = value.price->to_string();
    recording.member("price", price)
        .member("price_unit", value.price_unit)
        .member("source", value.source)
        .member("status", value.status)
        .member("error_code", value.error_code)
        .member("uri", value.uri);
    if (recording.begin_member("subresource_uris"))
    {
        object_writer(out, member_presence())
            .member("transcriptions", value.subresource_uris.transcriptions)
            .end();
    }
    recording.member("encryption_details", value.encryption_details)
        .member("trim", value.trim)
        .end();
}

struct recordings_query : paging_query
{
    [[nodiscard]] bool matches(compat::recording const& value) const
    {
        return date_created.matches(value.date_created.time())
            && (!call_sid || value.call_sid == *call_sid)
            && (!conference_sid || value.conference_sid == *conference_sid);
    }

    time_selection date_created;
    std::optional<std::string> call_sid;
    std::optional<std::string> conference_sid;
    /// As given, percent-encoded.
    std::string filter;
};

refusal_or_nothing take_filter(recordings_query& query, parameter const& given)
{
    query.filter += query.filter.empty() ? "" : "&";
    append_percent_encoded(query.filter, given.name);
    query.filter += '=';
    append_percent_encoded(query.filter, given.value);
    if (given.name == "CallSid")
        return take_text(query.call_sid, given);
    if (given.name == "ConferenceSid")
        return take_text(query.conference_sid, given);
    return take_time_of(query.date_created, given.name.substr(11), given);
}

refusal_or_nothing take(recordings_query& query, parameter const& given)
{
    bool const selects = given.name == "CallSid" || given.name == "ConferenceSid"
        || given.name.starts_with("DateCreated");
    return selects ? take_filter(query, given) : take_paging(query, given);
}

page_position position_at(std::size_t index, std::uint64_t page, bool backwards)
{
    page_position result;
    result.edge = static_cast<std::int64_t>(index);
    result.page = page;
    result.backwards = backwards;
    return result;
}

answer render(page_request const& request, std::span<compat::recording const* const> recordings)
{
    std::string out;
    append_links(out, request);
    char const* separator = ",\"recordings\":[";
    for (compat::recording const* const each : recordings)
    {
        out += std::exchange(separator, ",");
        append_recording(out, *each);
    }
    out += recordings.empty() ? ",\"recordings\":[]}" : "]}";
    answer result(200, std::make_shared<std::string const>(std::move(out)));
    result.headers.emplace_back("Content-Type", "application/json");
    return result;
}

/// Puts what stands from the newest to the oldest into the order of listings.
void arrange(std::vector<compat::recording>& recordings, server_options const& options)
{
    if (options.order == listing_order::oldest_first)
        std::reverse(recordings.begin(), recordings.end());
    if (options.order == listing_order::unordered)
    {
        std::sort(recordings.begin(), recordings.end(), [&](auto const& left, auto const& right) {
            return fingerprint(options.seed, left.sid) < fingerprint(options.seed, right.sid);
        });
    }
}

} // namespace

recording_list::recording_list(call_data const& calls, server_options const& options)
    : path_(account_path(options.project) + "/Recordings")
    , bounds_(options.bounds)
    , listings_(fingerprint(mix(calls.size()), path_))
{
    for (std::size_t i = 0; i != std::min(calls.size(), most_calls); ++i)
    {
        if (call_course const call = calls.course(i); call.status == compat::call_status::completed)
            recordings_.push_back(
                recording_of(calls.random_of(i), call, calls.sid_at(i), options.project, path_));
    }
    arrange(recordings_, options);
}

answer recording_list::page(std::string_view path, std::string_view query) const
{
    recordings_query asked;
    asked.date_created.manner = bounds_;
    if (refusal_or_nothing refused =
            read_query(query, [&](parameter const& given) { return take(asked, given); }))
        return *std::move(refused);

    page_request request;
    request.path = path;
    request.filter = asked.filter;
    request.listing = fingerprint(listings_ ^ mix(asked.page_size), asked.filter);
    request.page_size = asked.page_size;
    request.token = asked.page_token;
    page_position where;
    if (!asked.page_token.empty())
    {
        std::optional<page_position> const given =
            read_page_token(request.listing, asked.page_token);
        if (!given || (asked.page && *asked.page != given->page))
            return bad_page_token();
        where = *given;
    }
    else if (asked.page.value_or(0) != 0)
        return bad_page_token();

    std::vector<compat::recording const*> selected;
    for (compat::recording const& each : recordings_)
    {
        if (asked.matches(each))
            selected.push_back(&each);
    }
    std::size_t const size = asked.page_size;
    std::size_t const begin = std::min(static_cast<std::size_t>(where.edge), selected.size());
    std::size_t const end = begin + std::min(size, selected.size() - begin);
    request.page = where.page;
    if (end != selected.size())
        request.next = position_at(end, where.page + 1, false);
    if (where.page != 0)
        request.previous = position_at(begin - std::min(begin, size), where.page - 1, true);
    return render(request, std::span(selected).subspan(begin, end - begin));
}

} // namespace signalwire::sandbox::detail
