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

/// Calls `callback` with every item of `stream`, in order, at most `max_concurrency` calls in
/// progress at once.
///
///     auto store = [&](compat::call call) -> boost::asio::awaitable<void> { … };
///     co_await for_each(calls, 16, store);
///
/// `callback` takes a `T` and returns `boost::asio::awaitable<void>`, or `void` if it does not wait.
/// Throws `std::invalid_argument` if `max_concurrency` is 0. The next item is requested only when
/// its callback may begin: slow callbacks slow the fetching.
///
/// Callbacks run on a strand of the executor that is associated with the token's handler (that of
/// the awaiting coroutine), else of the client's executor: while one waits, others continue, but no
/// two run at the same time, so that they share data without locks.
///
/// Errors: the first one, of the stream or of a callback, ends everything: the other callbacks are
/// cancelled (terminal) and waited for, then it is reported; an exception of a callback inside a
/// `callback_error`. Its `cursor()` is the low-water mark: a stream that resumes from there delivers
/// every item whose callback did not succeed, and those after it, of which some were handled
/// already. A callback that succeeds although it was cancelled counts as having succeeded.
///
/// Cancellation ends everything in the same way; it is reported as an `error` with
/// `operation_aborted` as its `code()` and with that `cursor()`.
///
/// Lifetime: `stream` must stay where it is, and must not be used, until this has completed;
/// `callback` is copied and kept until then, and does not run afterwards. Give it a name as above:
/// g++ 12 destroys a lambda with captures twice that is written inside the `co_await` expression.
template <
    class T, std::invocable<T> Callback,
    boost::asio::completion_token_for<void(std::exception_ptr)> CompletionToken =
        boost::asio::use_awaitable_t<>>
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
