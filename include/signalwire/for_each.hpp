#pragma once

#include <signalwire/async_generator.hpp>
#include <signalwire/detail/handler_group.hpp>
#include <signalwire/handler_error.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/this_coro.hpp>

#include <concepts>
#include <cstddef>

namespace signalwire
{

/// Calls `handler` with every item of `stream`, in order, at most `n` of them running at once.
///
///     auto store = [&](compat::call call) -> boost::asio::awaitable<void> { … };
///     co_await for_each(calls, 16, store);
///
/// `handler` takes a `T` and returns `boost::asio::awaitable<void>`, or `void` when it has nothing
/// to wait for. `n` is 1 or more, or `std::invalid_argument`. Another item is asked for only when
/// a handler may begin: handlers that are slow slow the fetching.
///
/// Handlers run on a strand of the caller's executor: while one waits, others go on, but no two of
/// them compute at the same moment, so that they share data without locks.
///
/// Errors: the first one, of the stream or of a handler, ends everything: the other handlers are
/// cancelled (terminal) and waited for, then it is thrown, an exception of a handler inside a
/// `handler_error`. Its `cursor()` is the low-water mark: a stream that resumes from there delivers
/// every item whose handler did not succeed, and those behind it, of which some were handled
/// already. A handler that succeeds although it was cancelled counts as having succeeded.
///
/// Cancellation ends everything in the same way; what is thrown is an `error` with
/// `operation_aborted` as its `code()` and with that `cursor()`.
///
/// Lifetime: `stream` must stay where it is, and nobody else use it, until this has completed;
/// `handler` is copied and kept until then, and no handler runs afterwards. Give it a name as
/// above: g++ 12 destroys a lambda with captures twice that is written inside the `co_await`
/// expression.
template <class T, std::invocable<T> Handler>
boost::asio::awaitable<void> for_each(async_generator<T>& stream, std::size_t n, Handler handler)
{
    boost::asio::any_io_executor const executor = co_await boost::asio::this_coro::executor;
    detail::handler_group group(executor, n, stream.cursor());
    co_await group.run(detail::feed(group, stream, handler));
}

} // namespace signalwire
