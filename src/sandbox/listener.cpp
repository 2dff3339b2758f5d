#include "sandbox/listener.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <exception>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

namespace asio = boost::asio;

// Delay after running out of descriptors or memory, until other connections release some.
constexpr std::chrono::milliseconds accept_retry_delay(20);

asio::ip::tcp::endpoint endpoint_of(server_options const& options)
{
    return {asio::ip::make_address(options.address), options.port};
}

} // namespace

listener::listener(asio::any_io_executor const& executor, std::shared_ptr<server_context> shared)
    : context_(std::move(shared))
    , acceptor_(executor, endpoint_of(context_->options))
    , accept_timer_(executor)
{
    endpoint_ = acceptor_.local_endpoint();
}

void listener::start()
{
    std::lock_guard const lock(mutex_);
    accept();
}

void listener::stop() noexcept
{
    std::lock_guard const lock(mutex_);
    stopped_ = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    try
    {
        accept_timer_.cancel();
    }
    catch (boost::system::system_error const&)
    {
        // Unlikely and harmless: the handler checks stopped_.
    }
}

void listener::accept()
{
    auto handler = [self = shared_from_this()](
                       boost::system::error_code const& error, session::socket_type socket) {
        self->accepted(error, std::move(socket));
    };
    acceptor_.async_accept(asio::make_strand(acceptor_.get_executor()), std::move(handler));
}

void listener::accepted(
    boost::system::error_code const& error, session::socket_type socket) noexcept
{
    bool failed = error && error != asio::error::connection_aborted;
    try
    {
        if (!error)
            start_session(std::move(socket));
    }
    catch (std::exception const&)
    {
        failed = true;
    }

    continue_accepting(failed);
}

void listener::continue_accepting(bool failed) noexcept
{
    std::lock_guard const lock(mutex_);
    if (stopped_)
        return;
    try
    {
        failed ? schedule_accept() : accept();
    }
    catch (std::exception const&)
    {
        // Out of memory even to accept a connection: the listener ends.
    }
}

void listener::start_session(session::socket_type socket)
{
    auto const connection = std::make_shared<session>(context_, std::move(socket));
    if (context_->sessions.add(connection))
        connection->start();
}

void listener::schedule_accept()
{
    accept_timer_.expires_after(accept_retry_delay);
    accept_timer_.async_wait([self = shared_from_this()](boost::system::error_code const&) {
        self->continue_accepting(false);
    });
}

} // namespace signalwire::sandbox::detail
