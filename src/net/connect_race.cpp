#include "net/connect_race.hpp"

#include "net/address_plan.hpp"

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

/// Opens a socket that programs which we start do not inherit: they would keep the connection open
/// when we have closed it. What cannot be opened is reported by the attempt to connect.
void open_private(asio::ip::tcp::socket& socket, asio::ip::tcp const& protocol)
{
    error_code ignored;
    socket.open(protocol, ignored);
    if (socket.is_open())
        ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

} // namespace

connect_race::connect_race(
    asio::any_io_executor executor, async::operation::executor_type strand, endpoints plan)
    : executor_(std::move(executor))
    , strand_(std::move(strand))
    , plan_(std::move(plan))
    , stagger_(executor_)
    , decided_(std::make_shared<async::notification>(executor_))
    , failure_(asio::error::host_not_found)
{
}

void connect_race::start()
{
    if (plan_.empty())
        decided_->notify();
    else
        start_next();
}

void connect_race::abandon()
{
    stop();
    // Here and now: handlers that are still to run may hold on to the race for a while, and the
    // right to a connection goes to somebody else meanwhile.
    winner_.reset();
}

void connect_race::stop()
{
    stopped_ = true;
    stagger_.cancel();
    // Closing ends the attempts; their handlers find that the race is over.
    for (std::unique_ptr<socket> const& loser : running_)
    {
        error_code ignored;
        loser->close(ignored);
    }
}

void connect_race::start_next()
{
    std::size_t const index = next_++;
    runner const place = running_.insert(running_.end(), std::make_unique<socket>(executor_));
    open_private(**place, plan_[index].protocol());
    (*place)->async_connect(
        plan_[index],
        asio::bind_executor(strand_, [self = shared_from_this(), place, index](error_code code) {
            self->on_connect(place, index, code);
        }));
    if (next_ < plan_.size())
        schedule_next();
}

void connect_race::schedule_next()
{
    stagger_.expires_after(attempt_delay);
    stagger_.async_wait(
        asio::bind_executor(strand_, [self = shared_from_this(), turn = next_](error_code code) {
            // A failure may have let the next one start before its time.
            if (!code && !self->stopped_ && self->next_ == turn)
                self->start_next();
        }));
}

void connect_race::on_connect(runner place, std::size_t index, error_code code)
{
    std::unique_ptr<socket> mine = std::move(*place);
    running_.erase(place);
    if (stopped_)
        return;
    if (code)
        return lose(index, code);
    winner_ = std::move(mine);
    stop();
    decided_->notify();
}

void connect_race::lose(std::size_t index, error_code code)
{
    failure_ = code;
    story_.append(story_.empty() ? "" : ", ")
        .append(plan_[index].address().to_string())
        .append(": ")
        .append(code.message());
    if (next_ < plan_.size())
        start_next();
    else if (running_.empty())
        decided_->notify();
}

} // namespace signalwire::net
