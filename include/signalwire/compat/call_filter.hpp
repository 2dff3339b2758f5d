#pragma once

#include <signalwire/compat/call.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/timestamp.hpp>

#include <string_view>

namespace signalwire::compat
{

/// Filter of a list of calls. Setters chain and are named after the query parameters:
///
///     call_filter().status(call_status::completed).start_time_after(yesterday).page_size(1000)
///
/// A setter replaces the earlier value. Times are `std::chrono::sys_seconds` or `timestamp`. The
/// API reference does not define whether the bounds of a range are inclusive.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Calls, list: query parameters.
class call_filter : public listing_filter<call_filter>
{
public:
    /// Selects all calls of the account.
    call_filter() = default;

    /// Calls whose status is `value`.
    call_filter& status(call_status const& value) { return set_text("Status", value.text()); }

    /// Calls to `value`, a phone number or a SIP URI.
    call_filter& to(std::string_view value) { return set_text("To", value); }

    /// Calls from `value`, a phone number or a SIP URI.
    call_filter& from(std::string_view value) { return set_text("From", value); }

    /// Child calls of the call `value`.
    call_filter& parent_call_sid(std::string_view value)
    {
        return set_text("ParentCallSid", value);
    }

    /// Calls that started on `value`.
    call_filter& start_time(timestamp value) { return set_time("StartTime", value); }

    /// Calls that started before `value` (`StartTime<`).
    call_filter& start_time_before(timestamp value) { return set_time("StartTime<", value); }

    /// Calls that started after `value` (`StartTime>`).
    call_filter& start_time_after(timestamp value) { return set_time("StartTime>", value); }

    /// Calls that ended on `value`.
    call_filter& end_time(timestamp value) { return set_time("EndTime", value); }

    /// Calls that ended before `value` (`EndTime<`).
    call_filter& end_time_before(timestamp value) { return set_time("EndTime<", value); }

    /// Calls that ended after `value` (`EndTime>`).
    call_filter& end_time_after(timestamp value) { return set_time("EndTime>", value); }
};

} // namespace signalwire::compat
