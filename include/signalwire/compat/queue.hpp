#pragma once

#include <signalwire/member_presence.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// A queue of calls.
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Queues, list: the members of `queues`.
struct queue
{
    queue() = default;

    /// Unique ID of the queue.
    std::string sid;
    /// The account of the queue: the project ID.
    std::string account_sid;
    /// Name for people.
    std::string friendly_name;
    /// How many calls may wait.
    std::optional<std::int64_t> max_size;
    /// How many calls wait.
    std::int64_t current_size = 0;
    /// How long they have waited on average, in seconds.
    std::int64_t average_wait_time = 0;
    /// When the queue was created.
    timestamp date_created;
    /// When the queue was last updated.
    timestamp date_updated;
    /// API version that created the queue.
    std::string api_version;
    /// URI of the queue, relative to the host.
    std::string uri;

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the queue was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(queue const& left, queue const& right);
};

/// Returns the queue as one line of JSON (RFC 8259) with the names, order, types and nulls of the
/// API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(queue const& value);

/// A call that waits in a queue. Its ID is `call_sid`.
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Queues, list members: the members of `queue_members`.
struct queue_member
{
    queue_member() = default;

    /// The call.
    std::string call_sid;
    /// The account of the member: the project ID.
    std::string account_sid;
    /// The queue.
    std::string queue_sid;
    /// When the call entered the queue.
    timestamp date_enqueued;
    /// Position in the queue; 1 is the first.
    std::int64_t position = 0;
    /// How long the call has waited, in seconds.
    std::int64_t wait_time = 0;
    /// Kind of call, such as `laml_call`.
    std::string member_type;
    /// URI of the member, relative to the host.
    std::string uri;

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the member of a queue was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(queue_member const& left, queue_member const& right);
};

/// Returns the member of a queue as one line of JSON (RFC 8259) with the names, order, types and
/// nulls of the API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(queue_member const& value);

} // namespace signalwire::compat
