#include "tool/interruption.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/system/system_error.hpp>

#include <csignal>
#include <utility>

namespace signalwire::tool
{

namespace asio = boost::asio;

bool run_until_signal(asio::io_context& context, asio::awaitable<void> work)
{
    asio::cancellation_signal stop;
    asio::signal_set signals(context, SIGINT, SIGTERM);
    bool interrupted = false;
    signals.async_wait([&](boost::system::error_code const& error, int) {
        if (error)
            return;
        interrupted = true;
        signals.clear();
        stop.emit(asio::cancellation_type::terminal);
    });
    std::exception_ptr failure;
    asio::co_spawn(
        context, std::move(work),
        asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr const& error) {
            failure = error;
            signals.cancel();
        }));
    context.run();
    if (failure && !(interrupted && is_cancellation(failure)))
        std::rethrow_exception(failure);
    return failure != nullptr;
}

bool is_cancellation(std::exception_ptr const& failure)
{
    try
    {
        if (failure)
            std::rethrow_exception(failure);
    }
    catch (boost::system::system_error const& error)
    {
        return error.code() == asio::error::operation_aborted;
    }
    catch (...)
    {
    }
    return false;
}

} // namespace signalwire::tool
