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

struct subresource_record
{
    std::string recordings;
    std::optional<std::string> notifications;
};

/// A call as someone without the SDK would declare it: all members, each decoded once, strings
/// that own their text. What the page leaves out stays empty.
struct call_record
{
    std::string sid;
    std::string account_sid;
    epoch_time date_created;
    epoch_time date_updated;
    std::optional<std::string> parent_call_sid;
    std::string to;
    std::string formatted_to;
    std::string to_formatted;
    std::string from;
    std::string formatted_from;
    std::string from_formatted;
    std::optional<std::string> phone_number_sid;
    std::string status;
    std::optional<epoch_time> start_time;
    std::optional<epoch_time> end_time;
    std::int64_t duration = 0;
    std::optional<number_text> price;
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

struct page_record
{
    std::string uri;
    std::string first_page_uri;
    std::optional<std::string> next_page_uri;
    std::optional<std::string> previous_page_uri;
    std::int64_t page = 0;
    std::int64_t page_size = 0;
    std::vector<call_record> calls;
};

} // namespace signalwire::bench
