#pragma once

#include <signalwire/async_generator.hpp>
#include <signalwire/callback_error.hpp>
#include <signalwire/detail/task_group.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <concepts>
#include <cstddef>
#include <exception>
#include <utility>

namespace signalwire
{

/// Calls `callback` with every item of `stream`, in order, with at most `max_concurrency` calls in
/// progress.
///
///     auto store = [&](compat::call call) -> boost::asio::awaitable<void> { … };
///     co_await for_each(calls, 16, store);
///
/// `callback` accepts a `T` and returns `boost::asio::awaitable<void>`, or `void` if it does not
/// wait. An item is requested only when its callback can start, so that slow callbacks slow the
/// fetching. Callbacks run on a strand of the associated executor, else of the client's executor:
/// they are interleaved, but never run simultaneously, and can share data without locks.
///
/// The first error of the stream or of a callback cancels the other callbacks (terminal) and is
/// reported after they have ended. An exception of a callback is reported as a `callback_error`.
/// The error's `cursor()` is the low-water mark: a stream that resumes from it delivers every item
/// whose callback did not succeed, and possibly later ones whose callback did.
///
/// Throws: `std::invalid_argument` if `max_concurrency` is 0.
///
/// Cancellation: cancels the callbacks as an error does. Reported as an `error` with the code
/// `operation_aborted` and the `cursor()`.
///
/// Lifetime: `stream` must not be moved, destroyed or used until completion. `callback` is copied
/// and kept until then. Give it a name as in the example: g++ 12 destroys a capturing lambda twice
/// that is a temporary of the `co_await` expression.
template <
    class T, std::invocable<T> Callback,
    detail::token_for<void(std::exception_ptr)> CompletionToken = boost::asio::use_awaitable_t<>>
auto for_each(
    async_generator<T>& stream, std::size_t max_concurrency, Callback callback,
    CompletionToken&& token = CompletionToken())
{
    detail::task_group::check(max_concurrency);
    return boost::asio::async_initiate<CompletionToken, void(std::exception_ptr)>(
        detail::initiate_for_each<T>(stream), token, detail::no_slot, max_concurrency,
        std::move(callback));
}

} // namespace signalwire
