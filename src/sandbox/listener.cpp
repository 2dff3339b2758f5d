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

// Out of descriptors or memory: others must give some back first.
constexpr std::chrono::milliseconds pause_after_failure(20);

asio::ip::tcp::endpoint endpoint_of(server_options const& options)
{
    return {asio::ip::make_address(options.address), options.port};
}

} // namespace

listener::listener(asio::any_io_executor const& executor, std::shared_ptr<service> shared)
    : service_(std::move(shared))
    , acceptor_(executor, endpoint_of(service_->options))
    , back_off_timer_(executor)
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
        back_off_timer_.cancel();
    }
    catch (boost::system::system_error const&)
    {
        // Documented to throw and never seen to; the handler looks at stopped_.
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
            welcome(std::move(socket));
    }
    catch (std::exception const&)
    {
        failed = true;
    }

    go_on(failed);
}

void listener::go_on(bool failed) noexcept
{
    std::lock_guard const lock(mutex_);
    if (stopped_)
        return;
    try
    {
        failed ? back_off() : accept();
    }
    catch (std::exception const&)
    {
        // Without the memory to wait for a connection nothing is left to do.
    }
}

void listener::welcome(session::socket_type socket)
{
    auto const connection = std::make_shared<session>(service_, std::move(socket));
    if (service_->connections.add(connection))
        connection->start();
}

void listener::back_off()
{
    back_off_timer_.expires_after(pause_after_failure);
    back_off_timer_.async_wait(
        [self = shared_from_this()](boost::system::error_code const&) { self->go_on(false); });
}

} // namespace signalwire::sandbox::detail
