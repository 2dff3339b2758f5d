#include "sandbox/recording_list.hpp"

#include "sandbox/json_writer.hpp"
#include "sandbox/keyed_random.hpp"
#include "sandbox/page_token.hpp"
#include "sandbox/page_writer.hpp"
#include "sandbox/percent_encoding.hpp"
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

/// Returns the recording of a call. It has the creation time of the call.
compat::recording recording_of(
    keyed_random const& random, call_lifecycle const& call, std::string call_sid,
    std::string const& project, std::string const& path)
{
    compat::recording result;
    std::uint64_t const high = random.bits(random_key::recording);
    result.sid = uuid(high, mix(high));
    result.account_sid = project;
    result.api_version = "2010-04-01";
    result.call_sid = std::move(call_sid);
    result.channels = random.percent(random_key::recording_channels, 20) ? 2 : 1;
    result.channel = result.channels;
    result.date_created = call.date_created;
    result.date_updated = call.date_updated;
    result.start_time = call.start_time;
    result.end_time = call.end_time;
    result.duration = call.duration;
    if (call.price)
        result.price = decimal(-25 * result.channels, 4);
    result.price_unit = "USD";
    result.source = compat::recording_source::record_verb;
    result.status = compat::recording_status::completed;
    result.uri = path + '/' + result.sid + ".json";
    result.subresource_uris.transcriptions = path + '/' + result.sid + "/Transcriptions.json";
    result.trim = "do-not-trim";
    return result;
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
    /// Unmodified parameters, percent-encoded.
    std::string filter;
};

optional_error parse_filter(recordings_query& query, parameter const& param)
{
    query.filter += query.filter.empty() ? "" : "&";
    append_percent_encoded(query.filter, param.name);
    query.filter += '=';
    append_percent_encoded(query.filter, param.value);
    if (param.name == "CallSid")
        return parse_text(query.call_sid, param);
    if (param.name == "ConferenceSid")
        return parse_text(query.conference_sid, param);
    return parse_time_of(query.date_created, param.name.substr(11), param);
}

optional_error parse_parameter(recordings_query& query, parameter const& param)
{
    bool const selects = param.name == "CallSid" || param.name == "ConferenceSid"
        || param.name.starts_with("DateCreated");
    return selects ? parse_filter(query, param) : parse_paging(query, param);
}

page_position position_at(std::size_t index, std::uint64_t page, bool backwards)
{
    page_position result;
    result.edge = static_cast<std::int64_t>(index);
    result.page = page;
    result.backwards = backwards;
    return result;
}

response render(page_request const& request, std::span<compat::recording const* const> recordings)
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
    return json_response(200, std::make_shared<std::string const>(std::move(out)));
}

/// Sorts recordings, newest first, into the order of listings.
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

recording_list::recording_list(generated_calls const& calls, server_options const& options)
    : path_(account_path(options.project) + "/Recordings")
    , bounds_(options.bounds)
    , listings_(fingerprint(mix(calls.size()), path_))
{
    for (std::size_t i = 0; i != std::min(calls.size(), max_calls); ++i)
    {
        if (call_lifecycle const call = calls.lifecycle(i);
            call.status == compat::call_status::completed)
            recordings_.push_back(
                recording_of(calls.random_of(i), call, calls.sid_at(i), options.project, path_));
    }
    arrange(recordings_, options);
}

response recording_list::page(std::string_view path, std::string_view query) const
{
    recordings_query parsed;
    parsed.date_created.bounds = bounds_;
    if (optional_error error = read_query(
            query, [&](parameter const& param) { return parse_parameter(parsed, param); }))
        return *std::move(error);

    page_request request;
    request.path = path;
    request.filter = parsed.filter;
    request.listing = fingerprint(listings_ ^ mix(parsed.page_size), parsed.filter);
    request.page_size = parsed.page_size;
    request.token = parsed.page_token;
    page_position position;
    if (!parsed.page_token.empty())
    {
        std::optional<page_position> const token_position =
            read_page_token(request.listing, parsed.page_token);
        if (!token_position || (parsed.page && *parsed.page != token_position->page))
            return page_token_error();
        position = *token_position;
    }
    else if (parsed.page.value_or(0) != 0)
        return page_token_error();

    std::vector<compat::recording const*> selected;
    for (compat::recording const& each : recordings_)
    {
        if (parsed.matches(each))
            selected.push_back(&each);
    }
    std::size_t const size = parsed.page_size;
    std::size_t const begin = std::min(static_cast<std::size_t>(position.edge), selected.size());
    std::size_t const end = begin + std::min(size, selected.size() - begin);
    request.page = position.page;
    if (end != selected.size())
        request.next = position_at(end, position.page + 1, false);
    if (position.page != 0)
        request.previous = position_at(begin - std::min(begin, size), position.page - 1, true);
    return render(request, std::span(selected).subspan(begin, end - begin));
}

} // namespace signalwire::sandbox::detail
