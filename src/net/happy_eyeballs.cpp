#include "net/happy_eyeballs.hpp"

#include "net/address_order.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/error.hpp>

#include <fcntl.h>

#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;
using boost::system::error_code;

namespace
{

/// Opens a socket that child processes do not inherit: they would keep it open after we close it. A
/// failure is reported by the attempt to connect.
void open_private(asio::ip::tcp::socket& socket, asio::ip::tcp const& protocol)
{
    error_code ignored;
    socket.open(protocol, ignored);
    if (socket.is_open())
        ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

} // namespace

happy_eyeballs::happy_eyeballs(
    asio::any_io_executor executor, async::operation::executor_type strand, endpoints order)
    : executor_(std::move(executor))
    , strand_(std::move(strand))
    , order_(std::move(order))
    , stagger_(executor_)
    , finished_(std::make_shared<async::notification>(executor_))
    , failure_(asio::error::host_not_found)
{
}

void happy_eyeballs::start()
{
    if (order_.empty())
        finished_->notify();
    else
        start_next();
}

void happy_eyeballs::cancel()
{
    stop();
    // Not left to the destructor: pending handlers may keep this object, and the slot goes to
    // another operation.
    connected_socket_.reset();
}

void happy_eyeballs::stop()
{
    stopped_ = true;
    stagger_.cancel();
    // Closing ends the attempts, whose handlers see `stopped_`.
    for (std::unique_ptr<socket> const& attempt_socket : running_)
    {
        error_code ignored;
        attempt_socket->close(ignored);
    }
}

void happy_eyeballs::start_next()
{
    std::size_t const index = next_++;
    attempt const current = running_.insert(running_.end(), std::make_unique<socket>(executor_));
    open_private(**current, order_[index].protocol());
    (*current)->async_connect(
        order_[index],
        asio::bind_executor(strand_, [self = shared_from_this(), current, index](error_code code) {
            self->on_connect(current, index, code);
        }));
    if (next_ < order_.size())
        schedule_next();
}

void happy_eyeballs::schedule_next()
{
    stagger_.expires_after(attempt_delay);
    stagger_.async_wait(asio::bind_executor(
        strand_, [self = shared_from_this(), expected = next_](error_code code) {
            // The next attempt may have started early, after a failure.
            if (!code && !self->stopped_ && self->next_ == expected)
                self->start_next();
        }));
}

void happy_eyeballs::on_connect(attempt current, std::size_t index, error_code code)
{
    std::unique_ptr<socket> connected = std::move(*current);
    running_.erase(current);
    if (stopped_)
        return;
    if (code)
        return on_attempt_failed(index, code);
    connected_socket_ = std::move(connected);
    stop();
    finished_->notify();
}

void happy_eyeballs::on_attempt_failed(std::size_t index, error_code code)
{
    failure_ = code;
    attempt_summary_.append(attempt_summary_.empty() ? "" : ", ")
        .append(order_[index].address().to_string())
        .append(": ")
        .append(code.message());
    if (next_ < order_.size())
        start_next();
    else if (running_.empty())
        finished_->notify();
}

} // namespace signalwire::net
