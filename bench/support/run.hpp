#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <utility>

namespace bench
{

/// Runs `work` to its end on this thread; throws what it throws.
inline void run(boost::asio::io_context& context, boost::asio::awaitable<void> work)
{
    context.restart();
    boost::asio::co_spawn(context, std::move(work), [](std::exception_ptr failure) {
        if (failure)
            std::rethrow_exception(failure);
    });
    context.run();
}

} // namespace bench
