#include "tool/csv_formatter.hpp"

#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>

namespace signalwire::tool
{

namespace
{

using compat::call;
using compat::call_subresource_uris;

void append_value(std::string& out, std::string_view value)
{
    append_csv_field(out, value);
}

template <class Values>
void append_value(std::string& out, open_enum<Values> const& value)
{
    append_csv_field(out, value.text());
}

void append_value(std::string& out, timestamp const& value)
{
    append_csv_field(out, value.to_string());
}

void append_value(std::string& out, decimal const& value)
{
    out += value.to_string();
}

template <class Number>
    requires std::integral<Number> || std::floating_point<Number>
void append_value(std::string& out, Number value)
{
    // Shortest form that reads back as the same number; 32 characters hold any of them.
    std::array<char, 32> text{};
    std::to_chars_result const end = std::to_chars(text.data(), text.data() + text.size(), value);
    out.append(text.data(), end.ptr);
}

template <class Value>
void append_value(std::string& out, std::optional<Value> const& value)
{
    if (value)
        append_value(out, *value);
}

/// Text that stood where a time belongs is kept apart, under the member's name.
bool append_odd_text(std::string& out, call const& from, std::string_view name)
{
    if (from.extra.empty())
        return false;
    boost::json::value const* const value = from.extra.if_contains(name);
    if (value == nullptr || !value->is_string())
        return false;
    append_csv_field(out, value->get_string());
    return true;
}

using appender = void (*)(std::string& out, call const& from);

template <auto Member>
void append_member(std::string& out, call const& from)
{
    append_value(out, from.*Member);
}

template <auto Member>
void append_subresource(std::string& out, call const& from)
{
    append_value(out, from.subresource_uris.*Member);
}

struct column
{
    std::string_view name;
    /// The member's number in `call::presence`: members count in the order of their declaration.
    std::size_t member;
    appender append;
};

constexpr std::array<column, 37> columns = {{
    {"sid", 0, append_member<&call::sid>},
    {"account_sid", 1, append_member<&call::account_sid>},
    {"date_created", 2, append_member<&call::date_created>},
    {"date_updated", 3, append_member<&call::date_updated>},
    {"parent_call_sid", 4, append_member<&call::parent_call_sid>},
    {"to", 5, append_member<&call::to>},
    {"formatted_to", 6, append_member<&call::formatted_to>},
    {"to_formatted", 7, append_member<&call::to_formatted>},
    {"from", 8, append_member<&call::from>},
    {"formatted_from", 9, append_member<&call::formatted_from>},
    {"from_formatted", 10, append_member<&call::from_formatted>},
    {"phone_number_sid", 11, append_member<&call::phone_number_sid>},
    {"status", 12, append_member<&call::status>},
    {"start_time", 13, append_member<&call::start_time>},
    {"end_time", 14, append_member<&call::end_time>},
    {"duration", 15, append_member<&call::duration>},
    {"price", 16, append_member<&call::price>},
    {"price_unit", 17, append_member<&call::price_unit>},
    {"direction", 18, append_member<&call::direction>},
    {"answered_by", 19, append_member<&call::answered_by>},
    {"api_version", 20, append_member<&call::api_version>},
    {"forwarded_from", 21, append_member<&call::forwarded_from>},
    {"caller_name", 22, append_member<&call::caller_name>},
    {"uri", 23, append_member<&call::uri>},
    {"subresource_uris.recordings", 24, append_subresource<&call_subresource_uris::recordings>},
    {"subresource_uris.notifications", 24,
     append_subresource<&call_subresource_uris::notifications>},
    {"annotation", 25, append_member<&call::annotation>},
    {"group_sid", 26, append_member<&call::group_sid>},
    {"audio_in_mos", 27, append_member<&call::audio_in_mos>},
    {"sip_result_code", 28, append_member<&call::sip_result_code>},
    {"audio_rtt_avg", 29, append_member<&call::audio_rtt_avg>},
    {"audio_rtt_min", 30, append_member<&call::audio_rtt_min>},
    {"audio_rtt_max", 31, append_member<&call::audio_rtt_max>},
    {"audio_out_jitter_min", 32, append_member<&call::audio_out_jitter_min>},
    {"audio_out_jitter_max", 33, append_member<&call::audio_out_jitter_max>},
    {"audio_out_jitter_avg", 34, append_member<&call::audio_out_jitter_avg>},
    {"audio_out_lost", 35, append_member<&call::audio_out_lost>},
}};

void append_column(std::string& out, call const& from, column const& which)
{
    if (append_odd_text(out, from, which.name))
        return;
    if (!from.presence.absent(which.member) && !from.presence.null(which.member))
        which.append(out, from);
}

} // namespace

void append_csv_field(std::string& out, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
    {
        out += text;
        return;
    }
    out += '"';
    for (char const c : text)
    {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

void csv_formatter::append_header(std::string& out) const
{
    for (column const& c : columns)
    {
        out += c.name;
        out += ',';
    }
    out.back() = '\n';
}

void csv_formatter::append(std::string& out, compat::call const& call) const
{
    for (column const& c : columns)
    {
        append_column(out, call, c);
        out += ',';
    }
    out.back() = '\n';
}

} // namespace signalwire::tool
