#pragma once

#include <signalwire/compat/form.hpp>
#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/queue.hpp>
#include <signalwire/compat/record_resource.hpp>
#include <signalwire/detail/invoke.hpp>
#include <signalwire/detail/list_source.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <limits>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::compat
{

/// Filter of a list of queues; see `call_filter`. A setter replaces the earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Queues, list: query parameters.
class queue_filter : public listing_filter<queue_filter>
{
public:
    /// Selects all queues.
    queue_filter() = default;
};

/// One page of queues; also a range of `queue`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Queues, list: the response.
struct queue_page : listing_page<queue_page, queue>
{
    queue_page() = default;

    /// Items of the page.
    std::vector<queue> queues;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<queue> queue_page::* items = &queue_page::queues;
};

/// Filter of a list of members of the queue; see `call_filter`. A setter replaces the earlier
/// value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Queues, list members: query parameters.
class queue_member_filter : public listing_filter<queue_member_filter>
{
public:
    /// Selects all members of the queue.
    queue_member_filter() = default;
};

/// One page of members of a queue, the longest waiting first; also a range of `queue_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Queues, list members: the response.
struct queue_member_page : listing_page<queue_member_page, queue_member>
{
    queue_member_page() = default;

    /// Items of the page.
    std::vector<queue_member> queue_members;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<queue_member> queue_member_page::* items =
        &queue_member_page::queue_members;
};

/// What `queues.create` and `queues.update` send. Required: `friendly_name`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Queues, create and update: the request body.
class queue_form : public form<queue_form>
{
public:
    queue_form() = default;

    /// Name, of letters, digits and underscores.
    queue_form& friendly_name(std::string_view value)
    {
        return set_identifier("FriendlyName", value);
    }
    /// How many calls may wait, from 1 on.
    queue_form& max_size(int value)
    {
        return set_number("MaxSize", value, 1, std::numeric_limits<int>::max());
    }
};

/// What `queues.members(sid).dequeue` sends. Required: `url`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Queues, update a member: the request body.
class dequeue_form : public form<dequeue_form>
{
public:
    dequeue_form() = default;

    /// cXML document that the call continues with.
    dequeue_form& url(std::string_view value) { return set_text("Url", value); }
    /// Method for `url`: `GET` or `POST`, the default.
    dequeue_form& method(std::string_view value) { return set_method("Method", value); }
};

namespace operations
{
extern detail::operation<queue> const create_queue;
extern detail::operation<queue> const get_queue;
extern detail::operation<queue> const update_queue;
extern detail::operation<void> const remove_queue;
extern detail::operation<queue_member> const get_queue_member;
extern detail::operation<queue_member> const dequeue;
} // namespace operations

/// The calls that wait in a queue: `client.compat.queues.members(sid)`.
///
/// The list runs from the oldest to the newest: it cannot be watched or read in shards and
/// partitions.
///
/// Source: Compatibility API, Queues, members: /Accounts/{AccountSid}/Queues/{QueueSid}/Members.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class queue_members_resource : public list_resource<queue_member_page, queue_member_filter>
{
public:
    using list_resource::list_resource;

    /// Gets the call `call_sid` of the queue.
    template <
        detail::options_or_token_giving<queue_member> Options = request_options,
        detail::token_giving<queue_member> CompletionToken = boost::asio::use_awaitable_t<>>
    auto get(
        std::string_view call_sid, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::get_queue_member, {call_sid}, detail::form(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Takes the call `call_sid` out of the queue. Unsafe: it is repeated only if the server has
    /// not processed it.
    template <
        detail::options_or_token_giving<queue_member> Options = request_options,
        detail::token_giving<queue_member> CompletionToken = boost::asio::use_awaitable_t<>>
    auto dequeue(
        std::string_view call_sid, dequeue_form const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::dequeue, {call_sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }
};

/// The queues of the account: `client.compat.queues`.
///
/// The order of the list is not documented: it cannot be watched or read in shards and partitions.
///
/// Source: Compatibility API, Queues: /Accounts/{AccountSid}/Queues.
/// See: `list_resource` and `record_resource`, which have the other operations and the contract of
/// all of them.
class queues_resource
    : public record_resource<
          queue_page, queue_filter, operations::get_queue, operations::remove_queue>
{
public:
    /// Internal: constructed by `rest_client`, and by tests with their own implementation.
    explicit queues_resource(
        std::shared_ptr<detail::list_source> queues,
        std::shared_ptr<detail::list_source> members = nullptr) noexcept
        : record_resource(std::move(queues))
        , members_(std::move(members))
    {
    }

    /// Creates a queue. Unsafe: it is repeated only if the server has not processed it.
    template <
        detail::options_or_token_giving<queue> Options = request_options,
        detail::token_giving<queue> CompletionToken = boost::asio::use_awaitable_t<>>
    auto create(
        queue_form const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::create_queue, {}, form.fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Changes the queue `sid`. Idempotent.
    template <
        detail::options_or_token_giving<queue> Options = request_options,
        detail::token_giving<queue> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view sid, queue_form const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source(), operations::update_queue, {sid}, form.fields(),
            std::forward<Options>(options), std::forward<CompletionToken>(token));
    }

    /// Returns the calls that wait in the queue `sid`.
    ///
    /// Throws: `std::invalid_argument` for an ID that cannot be part of a path.
    [[nodiscard]] queue_members_resource members(std::string_view sid) const
    {
        return queue_members_resource((members_ ? members_ : source())->list_of(sid));
    }

private:
    std::shared_ptr<detail::list_source> members_;
};

} // namespace signalwire::compat
