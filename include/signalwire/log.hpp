#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace signalwire
{

/// Severity of a log record, lowest first.
enum class log_level
{
    /// The start and the end of every request, and every connection.
    debug,
    /// Rare events, such as the shutdown of a client.
    info,
    /// A failure that is followed by a retry.
    warning,
    /// A failure that is reported to the caller as an error.
    error
};

/// Returns the level as a word: "warning".
[[nodiscard]] std::string_view to_string(log_level value) noexcept;

/// Writes `to_string(value)`.
std::ostream& operator<<(std::ostream& out, log_level value);

/// Name and value of one detail of a log record.
///
/// A value is text, or a number whose unit is the suffix of the name (`delay_ms`).
/// Lifetime: refers to memory that is valid until the log function returns.
struct log_field
{
    /// Constructs a field of text.
    log_field(std::string_view field_name, std::string_view text)
        : name(field_name)
        , value(text)
    {
    }

    /// Constructs a field of a number.
    log_field(std::string_view field_name, std::int64_t number)
        : name(field_name)
        , value(number)
    {
    }

    /// Name, such as `url` or `delay_ms`.
    std::string_view name;
    /// A number, or text that may hold any bytes.
    std::variant<std::string_view, std::int64_t> value;
};

/// One event of a client. Contains no secret; text of a server may hold any bytes.
///
/// Events and their fields:
/// - debug `connection.opened`: `origin`, `address`, `proxy`, `protocol`, `tls_resumed`,
///   `resolve_us`, `connect_us`, `proxy_us`, `handshake_us`
/// - debug `connection.stale`: `origin`, `reason`; a reused connection was closed, another is used
/// - debug `request.started`: `method`, `url`, `operation`
/// - debug `request.completed`: `method`, `url`, `attempt`, `connection_reused`, `body_bytes`,
///   `queue_us`, `first_byte_us`, `receive_us`, `decode_us`, and those of all ends
/// - debug `request.cancelled`: `method`, `url`, `attempt`, and those of all ends
/// - info `response.deviation`: `name`, a key of `client_stats::deviations_by_member`, once each
/// - warning `request.retry_scheduled`: `method`, `url`, `attempt`, `reason`, `delay_ms`, and those
///   of all ends, for this attempt
/// - error `request.failed`: `method`, `url`, `attempt`, `reason`, `elapsed_ms`, and those of all
///   ends
/// - warning `watch.interrupted`: `url`, `reason`, `consecutive_failures`, `delay_ms`
/// - info `watch.resumed`: `url`, `consecutive_failures`
/// - info `client.shutdown_started`: `origin`, `connections_in_use`
///
/// The fields of all ends of a request: `operation`, such as `calls.list`; `status`, 0 if there was
/// none; `duration_us`; `request_id` and `client_request_id`.
///
/// Lifetime: refers to memory that is valid until the log function returns.
/// See: `to_string`.
struct log_record
{
    /// Constructed by the library, and by tests of log functions.
    log_record(
        log_level record_level, std::string_view record_event,
        std::span<log_field const> record_fields) noexcept
        : level(record_level)
        , event(record_event)
        , fields(record_fields)
    {
    }

    /// Severity.
    log_level level;
    /// Name of the event.
    std::string_view event;
    /// Details, in the order of the list of events.
    std::span<log_field const> fields;
};

/// Returns the record as one line: `warning request.retry_scheduled attempt=1 reason="..."`.
/// Text is quoted, with control characters escaped.
[[nodiscard]] std::string to_string(log_record const& record);

/// The log of a client. While it is off, an event costs one comparison.
///
///     config.log.level = signalwire::log_level::debug;
///     config.log.write = [](signalwire::log_record const& record) {
///         std::clog << to_string(record) + '\n';
///     };
///
/// Thread safety: a value type; distinct objects are independent.
struct log_config
{
    log_config() = default;

    /// Function that receives every record of `level` and above; empty for no log. Exceptions from
    /// it are ignored. It must not block.
    ///
    /// Thread safety: called on the threads of the executor, concurrently if there are several.
    std::function<void(log_record const& record)> write;

    /// Lowest level that is written.
    log_level level = log_level::info;
};

} // namespace signalwire
