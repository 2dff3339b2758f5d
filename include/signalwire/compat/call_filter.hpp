#pragma once

#include <signalwire/compat/call_status.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/timestamp.hpp>

#include <string_view>

namespace signalwire::compat
{

/// Which calls to list. Setters chain and are named for the query parameters:
///
///     call_filter().status(call_status::completed).start_time_after(yesterday).page_size(1000)
///
/// Every setter replaces an earlier value and throws `std::invalid_argument`, which names the
/// parameter, for a value that cannot be right. Times are `std::chrono::sys_seconds` or
/// `timestamp`. Whether the API counts the bounds of a range in is not documented.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Calls, list: query parameters.
class call_filter : public listing_filter<call_filter>
{
public:
    /// Every call of the account.
    call_filter() = default;

    /// Calls that stand at `value`.
    call_filter& status(call_status const& value);
    /// Calls received by `value`, a phone number or a SIP URI.
    call_filter& to(std::string_view value);
    /// Calls initiated by `value`, a phone number or a SIP URI.
    call_filter& from(std::string_view value);
    /// Calls that the call `value` created.
    call_filter& parent_call_sid(std::string_view value);

    /// Calls that began on `value`.
    call_filter& start_time(timestamp value);
    /// Calls that began before `value` (`StartTime<`).
    call_filter& start_time_before(timestamp value);
    /// Calls that began after `value` (`StartTime>`).
    call_filter& start_time_after(timestamp value);
    /// Calls that ended on `value`.
    call_filter& end_time(timestamp value);
    /// Calls that ended before `value` (`EndTime<`).
    call_filter& end_time_before(timestamp value);
    /// Calls that ended after `value` (`EndTime>`).
    call_filter& end_time_after(timestamp value);

    /// Whether both send the same parameters in the same order.
    friend bool operator==(call_filter const&, call_filter const&) = default;
};

} // namespace signalwire::compat
