#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>

namespace signalwire::tool
{

/// Runs `work` on `context`, which it then runs until nothing is left. SIGINT and SIGTERM cancel
/// `work`; the next of them has its default effect. Returns true if it was cancelled thereby.
///
/// Throws: what `work` throws otherwise.
[[nodiscard]] bool run_until_signal(
    boost::asio::io_context& context, boost::asio::awaitable<void> work);

/// Returns true if `failure` is that of a cancelled operation.
[[nodiscard]] bool is_cancellation(std::exception_ptr const& failure);

} // namespace signalwire::tool
