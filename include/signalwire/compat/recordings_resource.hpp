#pragma once

#include <signalwire/compat/content_resource.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/recording.hpp>
#include <signalwire/timestamp.hpp>

#include <string_view>
#include <vector>

namespace signalwire::compat
{

/// Filter of a list of recordings. Setters chain and are named after the query parameters:
///
///     recording_filter().call_sid(call.sid).page_size(1000)
///
/// A setter replaces the earlier value. Times are `std::chrono::sys_seconds` or `timestamp`. The
/// API reference does not define whether the bounds of a range are inclusive.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Recordings, list: query parameters.
class recording_filter : public listing_filter<recording_filter>
{
public:
    /// Selects all recordings of the account.
    recording_filter() = default;

    /// Recordings created on `value`.
    recording_filter& date_created(timestamp value) { return set_time("DateCreated", value); }

    /// Recordings created before `value` (`DateCreated<`).
    recording_filter& date_created_before(timestamp value)
    {
        return set_time("DateCreated<", value);
    }

    /// Recordings created after `value` (`DateCreated>`).
    recording_filter& date_created_after(timestamp value)
    {
        return set_time("DateCreated>", value);
    }

    /// Recordings of the call `value`.
    recording_filter& call_sid(std::string_view value) { return set_text("CallSid", value); }

    /// Recordings of the conference `value`.
    recording_filter& conference_sid(std::string_view value)
    {
        return set_text("ConferenceSid", value);
    }
};

/// One page of recordings; also a range of `recording`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Recordings, list: the response.
struct recording_page : listing_page<recording_page, recording>
{
    recording_page() = default;

    /// Recordings of the page, newest first.
    std::vector<recording> recordings;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<recording> recording_page::* items = &recording_page::recordings;
};

namespace operations
{
extern detail::operation<recording> const get_recording;
extern detail::operation<void> const remove_recording;
extern detail::content_operation const download_recording;
} // namespace operations

/// The recordings of the account: `client.compat.recordings`. `calls.start_recording` makes them.
///
/// Source: Compatibility API, Recordings: /Accounts/{AccountSid}/Recordings.
/// See: `list_resource`, `record_resource` and `content_resource`, which have the operations.
class recordings_resource : public content_resource<
                                recording_page, recording_filter, operations::get_recording,
                                operations::remove_recording, operations::download_recording>
{
public:
    using content_resource::content_resource;
};

} // namespace signalwire::compat
