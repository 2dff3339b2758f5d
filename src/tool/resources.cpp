#include "tool/option_parsers.hpp"
#include "tool/resource.hpp"

#include <signalwire/transform.hpp>

#include <algorithm>
#include <cctype>
#include <type_traits>

namespace signalwire::tool
{

namespace
{

using compat::api;
using enum parameter_kind;

constexpr parameter friendly_name[] = {{"FriendlyName", "NAME", "with this name"}};

constexpr parameter name[] = {{"Name", "NAME", "with this name"}};

constexpr parameter creation_days[] = {{"DateCreated", "", "", days}};

constexpr parameter creation_times[] = {{"DateCreated", "", "", times}};

constexpr parameter of_calls[] = {
    {"Status", "STATUS",
     "queued, ringing, in-progress, canceled, completed,\nbusy, failed or no-answer"},
    {"To", "ADDRESS", "calls to this number or SIP address"},
    {"From", "ADDRESS", "calls from this number or SIP address"},
    {"ParentCallSid", "SID", "child calls of this call"},
    {"StartTime", "", "", times},
    {"EndTime", "", "", times}};

constexpr parameter of_conferences[] = {
    {"Status", "STATUS", "init, in-progress or completed"},
    {"FriendlyName", "NAME", "with this name"},
    {"DateCreated", "", "", days},
    {"DateUpdated", "", "", days}};

constexpr parameter of_faxes[] = {
    {"To", "NUMBER", "faxes to this number"},
    {"From", "NUMBER", "faxes from this number"},
    {"DateCreatedAfter", "TIME", "created after TIME", iso_time},
    {"DateCreatedOnOrBefore", "TIME", "created at TIME or before", iso_time}};

constexpr parameter of_messages[] = {
    {"Status", "STATUS", "queued, initiated, sent, failed, delivered, undelivered\nor received"},
    {"To", "NUMBER", "messages to this number"},
    {"From", "NUMBER", "messages from this number"},
    {"DateSent", "", "", days}};

constexpr parameter of_numbers[] = {
    {"AreaCode", "CODE", "with this area code"},
    {"Contains", "DIGITS", "that contain this; * is any digit"},
    {"InRegion", "NAME", "of this state: WA"},
    {"InLocality", "NAME", "of this city"},
    {"FaxEnabled", "BOOL", "for faxes, or not", flag},
    {"MmsEnabled", "BOOL", "for messages with attachments, or not", flag},
    {"SmsEnabled", "BOOL", "for messages, or not", flag},
    {"VoiceEnabled", "BOOL", "for calls, or not", flag}};

constexpr parameter of_participants[] = {
    {"Muted", "BOOL", "who are muted, or not", flag},
    {"Hold", "BOOL", "who are on hold, or not", flag}};

constexpr parameter of_phone_numbers[] = {
    {"PhoneNumber", "NUMBER", "this number: +13103386745"},
    {"FriendlyName", "NAME", "with this name"}};

constexpr parameter of_recordings[] = {
    {"CallSid", "SID", "recordings of this call"},
    {"ConferenceSid", "SID", "recordings of this conference"},
    {"DateCreated", "", "", times}};

template <class Item>
std::string text_of(Item const& item)
{
    return to_json(item);
}

template <class Filter>
Filter make_filter(parameter_list const& parameters)
{
    Filter out;
    for (auto const& [parameter, value] : parameters)
        out.set(parameter, value);
    return out;
}

template <class Get>
boost::asio::awaitable<item_list> get_one(api from, id_list ids)
{
    auto const object = co_await Get()(from, ids);
    co_return item_list(1, to_json(object));
}

template <class Select>
boost::asio::awaitable<download_result> download_one(
    api from, id_list ids, download_destination to, download_options options)
{
    co_return co_await Select()(from, ids).download(ids.back(), to, options);
}

/// Adds the verb `get` with the function `Get`, whose last ID is that of the object.
template <class Get>
constexpr resource with_get(resource out, Get)
{
    out.get = get_one<Get>;
    return out;
}

/// Adds the paged list that `Select` returns, and the verbs of its objects.
template <class Select>
constexpr resource with_list(resource out, Select)
{
    using list = std::invoke_result_t<Select, api const&, id_list const&>;
    using filter = typename list::filter_type;
    using item = typename list::item_type;
    out.fields = [] { return field_names(to_json(item())); };
    out.stream = [](api const& from, id_list const& ids, parameter_list const& selected,
                    stream_options const& options) {
        return transform(
            Select()(from, ids).stream(make_filter<filter>(selected), options), text_of<item>);
    };
    out.watch = [](api const& from, id_list const& ids, parameter_list const& selected,
                   std::chrono::milliseconds interval, watch_options const& options) {
        return transform(
            Select()(from, ids).watch(make_filter<filter>(selected), interval, options),
            text_of<item>);
    };
    if constexpr (requires { typename list::download_signature; })
        out.download = download_one<Select>;
    return with_get(out, [](api const& from, id_list const& ids) {
        return Select()(from, ids).get(ids.back());
    });
}

template <class Call>
boost::asio::awaitable<item_list> list_all(api from, id_list ids, parameter_list filter)
{
    auto const response = co_await Call()(from, ids, filter);
    item_list out;
    if constexpr (requires { response.countries; })
        std::ranges::transform(
            response.countries, std::back_inserter(out), text_of<compat::available_country>);
    else
        std::ranges::transform(
            response.available_phone_numbers, std::back_inserter(out),
            text_of<compat::available_phone_number>);
    co_return out;
}

/// Adds a list without pages.
template <class Item, class Call>
constexpr resource with_whole_list(resource out, Call)
{
    out.fields = [] { return field_names(to_json(Item())); };
    out.list = list_all<Call>;
    return out;
}

using compat::available_country;
using compat::available_phone_number;
using compat::number_search;

constexpr resource all_resources[] = {
    with_list(
        {"accounts", "account", "", "SID", "date_created,sid,status,friendly_name", friendly_name},
        [](api const& from, id_list const&) { return from.accounts; }),
    with_list(
        {"applications", "application", "", "SID", "date_created,sid,friendly_name", friendly_name},
        [](api const& from, id_list const&) { return from.applications; }),
    with_get(
        with_whole_list<available_country>(
            {"available-countries", "country", "", "COUNTRY", "country_code,country"},
            [](api const& from, id_list const&, parameter_list const&) {
                return from.phone_numbers.list_available_countries();
            }),
        [](api const& from, id_list const& ids) {
            return from.phone_numbers.get_available_country(ids.back());
        }),
    with_list(
        {"calls", "call", "", "SID", "start_time,status,direction,from,to,duration,price", of_calls,
         "StartTime", true},
        [](api const& from, id_list const&) { return from.calls; }),
    with_list(
        {"conference-recordings", "recording", "CONFERENCE_SID", "SID",
         "date_created,sid,status,call_sid,duration,price", creation_days},
        [](api const& from, id_list const& ids) { return from.conferences.recordings(ids[0]); }),
    with_list(
        {"conferences", "conference", "", "SID", "date_created,sid,status,friendly_name",
         of_conferences},
        [](api const& from, id_list const&) { return from.conferences; }),
    with_list(
        {"fax-media", "document", "FAX_SID", "SID", "date_created,sid,content_type"},
        [](api const& from, id_list const& ids) { return from.faxes.media(ids[0]); }),
    with_list(
        {"faxes", "fax", "", "SID", "date_created,sid,status,direction,from,to,num_pages,price",
         of_faxes},
        [](api const& from, id_list const&) { return from.faxes; }),
    with_list(
        {"laml-bins", "LaML bin", "", "SID", "date_created,sid,num_requests,name", name, "", true},
        [](api const& from, id_list const&) { return from.laml_bins; }),
    with_whole_list<available_phone_number>(
        {"local-numbers", "number", "COUNTRY", "", "phone_number,region,rate_center", of_numbers},
        [](api const& from, id_list const& ids, parameter_list const& filter) {
            return from.phone_numbers.search_local(ids[0], make_filter<number_search>(filter));
        }),
    with_list(
        {"message-media", "attachment", "MESSAGE_SID", "SID", "date_created,sid,content_type",
         creation_days},
        [](api const& from, id_list const& ids) { return from.messages.media(ids[0]); }),
    with_list(
        {"messages", "message", "", "SID", "date_sent,status,direction,from,to,price,body",
         of_messages},
        [](api const& from, id_list const&) { return from.messages; }),
    with_list(
        {"participants", "participant", "CONFERENCE_SID", "CALL_SID",
         "date_created,call_sid,status,muted,hold", of_participants},
        [](api const& from, id_list const& ids) { return from.conferences.participants(ids[0]); }),
    with_list(
        {"phone-numbers", "phone number", "", "SID", "date_created,sid,phone_number,friendly_name",
         of_phone_numbers},
        [](api const& from, id_list const&) { return from.phone_numbers; }),
    with_list(
        {"queue-members", "member", "QUEUE_SID", "CALL_SID",
         "date_enqueued,call_sid,position,wait_time"},
        [](api const& from, id_list const& ids) { return from.queues.members(ids[0]); }),
    with_list(
        {"queues", "queue", "", "SID", "date_created,sid,current_size,friendly_name"},
        [](api const& from, id_list const&) { return from.queues; }),
    with_list(
        {"recordings", "recording", "", "SID", "date_created,sid,status,call_sid,duration,price",
         of_recordings, "DateCreated", true},
        [](api const& from, id_list const&) { return from.recordings; }),
    with_whole_list<available_phone_number>(
        {"toll-free-numbers", "number", "COUNTRY", "", "phone_number,region,rate_center",
         of_numbers},
        [](api const& from, id_list const& ids, parameter_list const& filter) {
            return from.phone_numbers.search_toll_free(ids[0], make_filter<number_search>(filter));
        }),
    with_list(
        {"transcriptions", "transcription", "", "SID",
         "date_created,sid,status,recording_sid,duration,transcription_text", creation_times,
         "DateCreated", true},
        [](api const& from, id_list const&) { return from.transcriptions; }),
};

} // namespace

std::span<resource const> resources() noexcept
{
    return all_resources;
}

resource const* find_resource(std::string_view name) noexcept
{
    auto const* const found = std::ranges::find(all_resources, name, &resource::name);
    return found == std::end(all_resources) ? nullptr : found;
}

std::string option_name(std::string_view parameter)
{
    std::string out = "-";
    for (char const c : parameter)
    {
        if (c >= 'A' && c <= 'Z')
            out.append("-") += static_cast<char>(c - 'A' + 'a');
        else if (c == '<' || c == '>')
            out += c == '<' ? "-before" : "-after";
        else
            out += c;
    }
    return out;
}

std::vector<filter_option> filter_options(resource const& what)
{
    std::vector<filter_option> out;
    for (parameter const& each : what.parameters)
    {
        std::string const name(each.name);
        if (each.kind != times && each.kind != days)
        {
            out.push_back(
                {option_name(name), std::string(each.value), std::string(each.help), name,
                 each.kind});
            continue;
        }
        std::string const value = each.kind == times ? "TIME" : "DAY";
        // "start time", "date created"
        std::string words = option_name(name).substr(2);
        std::ranges::replace(words, '-', ' ');
        for (auto const& [suffix, word] :
             {std::pair("", each.kind == times ? " at " : " on "),
              {">", " after "},
              {"<", " before "}})
        {
            std::string help = words;
            help.append(word).append(value);
            out.push_back(
                {option_name(name + suffix), value, std::move(help), name + suffix, each.kind});
        }
    }
    return out;
}

void set_parameter(parameter_list& filter, filter_option const& option, std::string const& text)
{
    std::string value = text;
    switch (option.kind)
    {
    case parameter_kind::text: break;
    case flag: value = parse_flag(text) ? "true" : "false"; break;
    case iso_time: value = parse_time(text).to_iso_string(); break;
    case times: value = parse_time(text).to_string(); break;
    case days: value = parse_day(text); break;
    }
    // The filters of all lists have the same rules for a value.
    compat::call_filter().set(option.parameter, value);
    filter.emplace_back(option.parameter, std::move(value));
}

} // namespace signalwire::tool
