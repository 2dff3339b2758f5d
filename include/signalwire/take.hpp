#pragma once

#include <signalwire/as_result.hpp>
#include <signalwire/async_generator.hpp>
#include <signalwire/detail/initiations.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <exception>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace signalwire
{

namespace detail
{

/// The items of a `take`, or why there are none.
template <class T>
struct taken_items
{
    taken_items() = default;

    error_ptr failure;
    std::vector<T> items;
};

template <class T>
boost::asio::awaitable<taken_items<T>> take_items(async_generator<T>& stream, std::size_t count)
{
    constexpr auto token = as_result(boost::asio::deferred);
    // The handler is never called from within the call that starts the operation.
    co_await boost::asio::post(boost::asio::deferred);
    cursor const begin = stream.cursor();
    taken_items<T> out;
    while (out.items.size() < count)
    {
        result<std::vector<T>> batch = co_await stream.next_batch(count - out.items.size(), token);
        if (!batch)
        {
            out.failure = std::make_shared<error>(batch.error().with_cursor(begin));
            break;
        }
        if (batch->empty())
            break;
        out.items.insert(
            out.items.end(), std::make_move_iterator(batch->begin()),
            std::make_move_iterator(batch->end()));
    }
    co_return out;
}

/// Completes a handler with the items of a `take`.
template <class T>
struct deliver_taken
{
    template <class Handler>
    void operator()(Handler&& handler, std::exception_ptr thrown, taken_items<T> taken) const
    {
        if (taken.failure)
            complete_with_failure(
                std::forward<Handler>(handler), taken.failure, slot, std::vector<T>());
        else
            std::forward<Handler>(handler)(std::move(thrown), std::move(taken.items));
    }

    error_ptr* slot = nullptr;
};

template <class T>
class initiate_take : public stream_initiation<T>
{
public:
    using stream_initiation<T>::stream_initiation;

    template <class Handler>
    void operator()(Handler&& handler, error_ptr* slot, std::size_t count) const
    {
        boost::asio::any_io_executor const executor = executor_of(handler, this->get_executor());
        // Allocated with the allocator of the handler, unlike the coroutine.
        boost::asio::any_completion_handler<void(std::exception_ptr, taken_items<T>)> deliver(
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)), deliver_taken<T>{slot}));
        boost::asio::co_spawn(
            boost::asio::make_strand(executor), take_items(*this->stream_, count),
            boost::asio::bind_executor(executor, std::move(deliver)));
    }
};

} // namespace detail

/// Gets the next `count` items of `stream`; fewer at its end.
///
///     std::vector<compat::call> calls = co_await take(stream, 500);
///
/// An error of `next` discards the items received so far. Its `cursor()` is the position before the
/// first of them, so that a stream that resumes from it loses no item.
///
/// Cancellation: reported as an `error` with the code `operation_aborted` and that `cursor()`.
///
/// Lifetime: `stream` must not be moved, destroyed or used until completion.
template <
    class T,
    detail::token_for<void(std::exception_ptr, std::vector<T>)> CompletionToken =
        boost::asio::use_awaitable_t<>>
auto take(
    async_generator<T>& stream, std::size_t count, CompletionToken&& token = CompletionToken())
{
    return boost::asio::async_initiate<CompletionToken, void(std::exception_ptr, std::vector<T>)>(
        detail::initiate_take<T>(stream), token, detail::no_slot, count);
}

} // namespace signalwire
