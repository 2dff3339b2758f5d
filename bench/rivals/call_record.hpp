#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace signalwire::bench
{

/// An instant as seconds since 1970 in UTC.
struct epoch_time
{
    std::int64_t seconds = 0;
};

/// A number as the page spells it, so that money stays exact.
struct number_text
{
    std::string text;
};

/// The same, not checked to be a number.
struct unchecked_number
{
    std::string text;
};

struct subresource_record
{
    std::string recordings;
    std::optional<std::string> notifications;
};

/// A call as someone without the SDK would declare it: all members, each decoded once, strings
/// that own their text. What the page leaves out stays empty.
template <class Time, class Price>
struct basic_call_record
{
    std::string sid;
    std::string account_sid;
    Time date_created;
    Time date_updated;
    std::optional<std::string> parent_call_sid;
    std::string to;
    std::string formatted_to;
    std::string to_formatted;
    std::string from;
    std::string formatted_from;
    std::string from_formatted;
    std::optional<std::string> phone_number_sid;
    std::string status;
    std::optional<Time> start_time;
    std::optional<Time> end_time;
    std::int64_t duration = 0;
    std::optional<Price> price;
    std::string price_unit;
    std::string direction;
    std::optional<std::string> answered_by;
    std::string api_version;
    std::optional<std::string> forwarded_from;
    std::optional<std::string> caller_name;
    std::string uri;
    subresource_record subresource_uris;
    std::optional<std::string> annotation;
    std::optional<std::string> group_sid;
    std::optional<double> audio_in_mos;
    std::optional<std::string> sip_result_code;
    std::optional<std::int64_t> audio_rtt_avg;
    std::optional<std::int64_t> audio_rtt_min;
    std::optional<std::int64_t> audio_rtt_max;
    std::optional<std::int64_t> audio_out_jitter_min;
    std::optional<std::int64_t> audio_out_jitter_max;
    std::optional<std::int64_t> audio_out_jitter_avg;
    std::optional<std::int64_t> audio_out_lost;
};

/// Times are integers, and prices are checked.
using call_record = basic_call_record<epoch_time, number_text>;

/// Times and prices are kept as the text that they are.
using text_call_record = basic_call_record<std::string, unchecked_number>;

template <class Call>
struct basic_page_record
{
    std::string uri;
    std::string first_page_uri;
    std::optional<std::string> next_page_uri;
    std::optional<std::string> previous_page_uri;
    std::int64_t page = 0;
    std::int64_t page_size = 0;
    std::vector<Call> calls;
};

using page_record = basic_page_record<call_record>;
using text_page_record = basic_page_record<text_call_record>;

} // namespace signalwire::bench
