#pragma once

#include <signalwire/compat/model.hpp>
#include <signalwire/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::compat
{

/// A queue of calls.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Queues, list: the members of `queues`.
struct queue : model<queue>
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
};

/// A call that waits in a queue. Its ID is `call_sid`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Queues, list members: the members of `queue_members`.
struct queue_member : model<queue_member>
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
};

} // namespace signalwire::compat
