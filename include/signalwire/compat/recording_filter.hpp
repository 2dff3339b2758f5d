#pragma once

#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/timestamp.hpp>

#include <string_view>

namespace signalwire::compat
{

/// Which recordings to list. Setters chain and are named for the query parameters:
///
///     recording_filter().call_sid(call.sid).page_size(1000)
///
/// Every setter replaces an earlier value and throws `std::invalid_argument`, which names the
/// parameter, for a value that cannot be right. Times are `std::chrono::sys_seconds` or
/// `timestamp`. Whether the API counts the bounds of a range in is not documented.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Recordings, list: query parameters.
class recording_filter : public listing_filter<recording_filter>
{
public:
    /// Every recording of the account.
    recording_filter() = default;

    /// Recordings made on `value`.
    recording_filter& date_created(timestamp value);
    /// Recordings made before `value` (`DateCreated<`).
    recording_filter& date_created_before(timestamp value);
    /// Recordings made after `value` (`DateCreated>`).
    recording_filter& date_created_after(timestamp value);
    /// Recordings of the call `value`.
    recording_filter& call_sid(std::string_view value);
    /// Recordings of the conference `value`.
    recording_filter& conference_sid(std::string_view value);

    /// Whether both send the same parameters in the same order.
    friend bool operator==(recording_filter const&, recording_filter const&) = default;
};

} // namespace signalwire::compat
