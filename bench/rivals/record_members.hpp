#pragma once

#include "rivals/call_record.hpp"

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace signalwire::bench
{

/// How the member of a record is read. A `Reader` speaks for some JSON library: `Reader::value` is
/// its value, and there is a `Reader::read(value&, T&)` for every type of member.
template <class Record, class Reader>
struct record_member
{
    std::string_view name;
    void (*read)(typename Reader::value&, Record&);
};

template <class Reader, class Record, auto Member>
void read_member(typename Reader::value& value, Record& record)
{
    Reader::read(value, record.*Member);
}

/// Finds members in constant time while the document has them in the order of `members`; others
/// are searched for from the front, and unknown ones are passed over.
template <class Record, class Reader, std::size_t Size>
class member_finder
{
public:
    using table = std::array<record_member<Record, Reader>, Size>;

    explicit member_finder(table const& members) noexcept
        : members_(members)
    {
    }

    [[nodiscard]] record_member<Record, Reader> const* find(std::string_view name) noexcept
    {
        // Some calls lack a few members in a row.
        for (std::size_t at = next_; at < Size; ++at)
        {
            if (members_[at].name == name)
                return found(at);
        }
        for (std::size_t at = 0; at < next_; ++at)
        {
            if (members_[at].name == name)
                return found(at);
        }
        return nullptr;
    }

private:
    record_member<Record, Reader> const* found(std::size_t at) noexcept
    {
        next_ = at + 1;
        return &members_[at];
    }

    table const& members_;
    std::size_t next_ = 0;
};

/// All members of a call, in the API's order.
template <class Reader, class Call>
constexpr auto call_members()
{
    using member = record_member<Call, Reader>;
    return std::array{
        member{"sid", read_member<Reader, Call, &Call::sid>},
        member{"account_sid", read_member<Reader, Call, &Call::account_sid>},
        member{"date_created", read_member<Reader, Call, &Call::date_created>},
        member{"date_updated", read_member<Reader, Call, &Call::date_updated>},
        member{"parent_call_sid", read_member<Reader, Call, &Call::parent_call_sid>},
        member{"to", read_member<Reader, Call, &Call::to>},
        member{"formatted_to", read_member<Reader, Call, &Call::formatted_to>},
        member{"to_formatted", read_member<Reader, Call, &Call::to_formatted>},
        member{"from", read_member<Reader, Call, &Call::from>},
        member{"formatted_from", read_member<Reader, Call, &Call::formatted_from>},
        member{"from_formatted", read_member<Reader, Call, &Call::from_formatted>},
        member{"phone_number_sid", read_member<Reader, Call, &Call::phone_number_sid>},
        member{"status", read_member<Reader, Call, &Call::status>},
        member{"start_time", read_member<Reader, Call, &Call::start_time>},
        member{"end_time", read_member<Reader, Call, &Call::end_time>},
        member{"duration", read_member<Reader, Call, &Call::duration>},
        member{"price", read_member<Reader, Call, &Call::price>},
        member{"price_unit", read_member<Reader, Call, &Call::price_unit>},
        member{"direction", read_member<Reader, Call, &Call::direction>},
        member{"answered_by", read_member<Reader, Call, &Call::answered_by>},
        member{"api_version", read_member<Reader, Call, &Call::api_version>},
        member{"forwarded_from", read_member<Reader, Call, &Call::forwarded_from>},
        member{"caller_name", read_member<Reader, Call, &Call::caller_name>},
        member{"uri", read_member<Reader, Call, &Call::uri>},
        member{"subresource_uris", read_member<Reader, Call, &Call::subresource_uris>},
        member{"annotation", read_member<Reader, Call, &Call::annotation>},
        member{"group_sid", read_member<Reader, Call, &Call::group_sid>},
        member{"audio_in_mos", read_member<Reader, Call, &Call::audio_in_mos>},
        member{"sip_result_code", read_member<Reader, Call, &Call::sip_result_code>},
        member{"audio_rtt_avg", read_member<Reader, Call, &Call::audio_rtt_avg>},
        member{"audio_rtt_min", read_member<Reader, Call, &Call::audio_rtt_min>},
        member{"audio_rtt_max", read_member<Reader, Call, &Call::audio_rtt_max>},
        member{"audio_out_jitter_min", read_member<Reader, Call, &Call::audio_out_jitter_min>},
        member{"audio_out_jitter_max", read_member<Reader, Call, &Call::audio_out_jitter_max>},
        member{"audio_out_jitter_avg", read_member<Reader, Call, &Call::audio_out_jitter_avg>},
        member{"audio_out_lost", read_member<Reader, Call, &Call::audio_out_lost>},
    };
}

/// The members of a page but `calls`, in the API's order.
template <class Reader, class Page>
constexpr auto page_members()
{
    using member = record_member<Page, Reader>;
    return std::array{
        member{"uri", read_member<Reader, Page, &Page::uri>},
        member{"first_page_uri", read_member<Reader, Page, &Page::first_page_uri>},
        member{"next_page_uri", read_member<Reader, Page, &Page::next_page_uri>},
        member{"previous_page_uri", read_member<Reader, Page, &Page::previous_page_uri>},
        member{"page", read_member<Reader, Page, &Page::page>},
        member{"page_size", read_member<Reader, Page, &Page::page_size>},
    };
}

template <class Reader>
constexpr auto subresource_members()
{
    using member = record_member<subresource_record, Reader>;
    return std::array{
        member{
            "recordings", read_member<Reader, subresource_record, &subresource_record::recordings>},
        member{
            "notifications",
            read_member<Reader, subresource_record, &subresource_record::notifications>},
    };
}

/// Reads `Fri, 21 Sep 2018 10:00:00 +0000` and nothing else. Throws `std::runtime_error`.
[[nodiscard]] epoch_time parse_time(std::string_view text);

} // namespace signalwire::bench
