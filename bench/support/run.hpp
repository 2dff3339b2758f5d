#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <utility>

namespace signalwire::bench
{

/// The completion handler of a detached coroutine: its exception leaves `run`.
inline void rethrow(std::exception_ptr failure)
{
    if (failure)
        std::rethrow_exception(failure);
}

/// Runs `context` on this thread until `work`, on `executor`, and all else has ended; throws what
/// `work` throws.
template <class Executor>
void run(
    boost::asio::io_context& context, Executor const& executor, boost::asio::awaitable<void> work)
{
    context.restart();
    boost::asio::co_spawn(executor, std::move(work), rethrow);
    context.run();
}

} // namespace signalwire::bench
