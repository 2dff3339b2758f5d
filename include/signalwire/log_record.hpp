#pragma once

#include <signalwire/log_field.hpp>
#include <signalwire/log_level.hpp>

#include <span>
#include <string>
#include <string_view>

namespace signalwire
{

/// One thing that happened. Refers to memory of the library's that is gone when the log function
/// returns. No secret is part of it; text of a server may hold any bytes, see `to_string`.
///
/// Events and their fields:
/// - debug `connection.opened`: `origin`, `address`, `proxy`, `protocol`, `resumed`, `resolve_us`,
///   `connect_us`, `proxy_us`, `handshake_us`
/// - debug `connection.stale`: `origin`, `reason`; a reused connection was found dead, another is
///   tried at once
/// - debug `request.completed`: `method`, `url`, `status`, `attempt`, `reused`, `body_bytes`,
///   `queue_us`, `first_byte_us`, `receive_us`, `decode_us`
/// - info `response.deviation`: `name`, a key of `client_stats::deviations_by_member`, once for each
/// - warning `request.retry_scheduled`: `method`, `url`, `attempt`, `reason`, `delay_ms`
/// - error `request.failed`: `method`, `url`, `attempt`, `reason`, `elapsed_ms`
/// - warning `watch.interrupted`: `url`, `reason`, `failures` (in a row), `delay_ms`
/// - info `watch.resumed`: `url`, `failures`
/// - info `client.shutdown`: `origin`, `in_use`
struct log_record
{
    /// For the library, and for tests of log functions.
    log_record(
        log_level record_level, std::string_view record_event,
        std::span<log_field const> record_fields) noexcept
        : level(record_level)
        , event(record_event)
        , fields(record_fields)
    {
    }

    /// How much it matters.
    log_level level;
    /// What happened, as listed above.
    std::string_view event;
    /// The details, in the order listed above.
    std::span<log_field const> fields;
};

/// The record as one line fit for a terminal: `warning request.retry_scheduled attempt=1 reason="..."`.
/// Text is quoted, with control characters escaped.
[[nodiscard]] std::string to_string(log_record const& record);

} // namespace signalwire
