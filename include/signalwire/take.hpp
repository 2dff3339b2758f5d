#pragma once

#include <signalwire/async_generator.hpp>
#include <signalwire/error.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <exception>
#include <iterator>
#include <utility>
#include <vector>

namespace signalwire
{

/// The next `count` items of `stream`; fewer when it ends before.
///
///     std::vector<compat::call> calls = co_await take(stream, 500);
///
/// Errors: what `next` throws. What had come by then is dropped, and the stream has gone past it:
/// the error's `cursor()` is where the first item of this `take` would have been, so that a stream
/// that resumes from there loses nothing.
///
/// Cancellation: as `next`, but what is thrown is an `error`, with `operation_aborted` as its
/// `code()` and with that `cursor()`.
///
/// Lifetime: `stream` must stay where it is until this has completed.
template <class T>
boost::asio::awaitable<std::vector<T>> take(async_generator<T>& stream, std::size_t count)
{
    cursor const begin = stream.cursor();
    std::vector<T> items;
    std::exception_ptr failure;
    try
    {
        while (items.size() < count)
        {
            std::vector<T> batch = co_await stream.next_batch(count - items.size());
            if (batch.empty())
                break;
            items.insert(
                items.end(), std::make_move_iterator(batch.begin()),
                std::make_move_iterator(batch.end()));
        }
    }
    catch (...)
    {
        failure = std::current_exception();
    }
    if (failure)
        std::rethrow_exception(error::from(failure)->with_cursor(begin).exception());
    co_return items;
}

} // namespace signalwire
