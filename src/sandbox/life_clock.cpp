#include "sandbox/life_clock.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace signalwire::sandbox::detail
{

life_clock::life_clock(
    boost::asio::any_io_executor const& executor, std::shared_ptr<server_context> shared)
    : context_(std::move(shared))
    , strand_(executor)
    , timer_(executor)
{
}

void life_clock::wake()
{
    boost::asio::post(strand_, [self = shared_from_this()] { self->tick(); });
}

void life_clock::stop()
{
    boost::asio::post(strand_, [self = shared_from_this()] {
        self->stopped_ = true;
        self->timer_.cancel();
    });
}

void life_clock::tick()
{
    using clock = std::chrono::steady_clock;
    using fractional_seconds = std::chrono::duration<double>;
    if (stopped_)
        return;
    double const speed = context_->options.clock_speed;
    auto const real = [speed](std::chrono::seconds duration) {
        return std::chrono::ceil<clock::duration>(fractional_seconds(duration) / speed);
    };
    fractional_seconds const elapsed = last_ ? clock::now() - *last_ : clock::duration(0);
    std::chrono::seconds const passed =
        std::chrono::floor<std::chrono::seconds>(elapsed * speed + std::chrono::microseconds(1));
    if (!last_)
        last_ = clock::now();
    if (passed.count() > 0)
    {
        *last_ += real(passed);
        context_->handler.update(
            [&](account& calls, std::uint64_t) { calls.advance_clock(passed); });
    }

    std::optional<std::chrono::seconds> const next = context_->handler.until_next_step();
    if (!next)
    {
        last_.reset();
        timer_.cancel();
        return;
    }
    constexpr std::chrono::hours longest(24);
    timer_.expires_at(*last_ + std::min<clock::duration>(real(*next), longest));
    timer_.async_wait(boost::asio::bind_executor(
        strand_, [self = shared_from_this()](boost::system::error_code const& error) {
            if (!error)
                self->tick();
        }));
}

} // namespace signalwire::sandbox::detail
