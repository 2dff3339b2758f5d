#include "net/pool.hpp"

#include <signalwire/errc.hpp>

#include <chrono>
#include <string_view>
#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;

pool::pool(
    asio::any_io_executor executor, route way, timeout_config const& timeouts,
    pool_config const& limits, core::logger const& log, std::shared_ptr<core::counters> counters)
    : log_(log)
    , counters_(std::move(counters))
    , connector_(std::move(executor), std::move(way), timeouts, log_, *counters_)
    , patience_(timeouts.acquire)
    , book_(limits)
{
}

pool::request pool::acquire(async::operation& op)
{
    request out;
    if (op.stopped())
    {
        out.settled.emplace(op.stop_failure());
        return out;
    }
    std::lock_guard const lock(mutex_);
    book::decision decision = book_.acquire(core::clock::now());
    switch (decision.what)
    {
    case book::answer::granted:
        out.settled.emplace(lease(shared_from_this(), std::move(decision.given)));
        break;
    case book::answer::refused:
        out.settled.emplace(core::failure(
            core::failure_kind::unavailable, phase::acquire, errc::too_many_waiters,
            "too many operations are waiting (pool.max_waiters)"));
        break;
    case book::answer::wait:
        out.ticket = decision.waiter;
        out.queued = std::make_shared<waiter>(op.executor());
        waiters_.emplace(out.ticket, out.queued);
        op.expect(phase::acquire, patience_);
        break;
    }
    return out;
}

core::result<lease> pool::end_wait(async::operation& op, request const& asked)
{
    op.end_step();
    {
        std::lock_guard const lock(mutex_);
        if (!asked.queued->granted)
        {
            book_.leave(asked.ticket);
            waiters_.erase(asked.ticket);
            return op.stop_failure();
        }
    }
    lease won(shared_from_this(), std::move(asked.queued->given));
    if (op.stopped())
    {
        won.return_unused();
        return op.stop_failure();
    }
    return won;
}

std::vector<lease> pool::reserve(std::size_t connections)
{
    std::size_t missing = 0;
    {
        std::lock_guard const lock(mutex_);
        book_.take_expired(core::clock::now()).clear();
        missing = book_.reserve(connections);
    }
    std::vector<lease> out;
    out.reserve(missing);
    for (std::size_t i = 0; i < missing; ++i)
        out.emplace_back(shared_from_this(), std::nullopt);
    return out;
}

void pool::close()
{
    std::lock_guard const lock(mutex_);
    book_.close().clear();
}

void pool::report(client_stats& stats) const
{
    std::lock_guard const lock(mutex_);
    stats.connections_expired = book_.expired();
    stats.connections_idle = book_.idle();
    stats.connections_in_use = book_.leased();
    stats.pending_acquires = book_.waiting();
}

void pool::give_back(book::entry entry)
{
    std::shared_ptr<waiter> next;
    {
        std::lock_guard const lock(mutex_);
        next = find_waiter(book_.give_back(std::move(entry), core::clock::now()));
    }
    if (next)
        next->turn_came->notify();
}

void pool::give_up()
{
    std::shared_ptr<waiter> next;
    {
        std::lock_guard const lock(mutex_);
        next = find_waiter(book_.give_up());
    }
    if (next)
        next->turn_came->notify();
}

void pool::drop_idle()
{
    std::lock_guard const lock(mutex_);
    book_.drop_idle().clear();
}

void pool::count_stale(std::string_view reason)
{
    ++counters_->stale;
    if (log_.wants(log_level::debug))
    {
        log_.write(
            log_level::debug, "connection.stale",
            {{"origin", target().authority()}, {"reason", reason}});
    }
}

std::shared_ptr<pool::waiter> pool::find_waiter(std::optional<book::turn> turn)
{
    if (!turn)
        return nullptr;
    auto const found = waiters_.extract(turn->waiter);
    found.mapped()->granted = true;
    found.mapped()->given = std::move(turn->given);
    return std::move(found.mapped());
}

lease::lease(std::shared_ptr<pool> owner, book::grant given) noexcept
    : pool_(std::move(owner))
    , entry_(std::move(given))
{
}

lease::~lease()
{
    entry_.reset();
    if (pool_)
        pool_->give_up();
}

bool lease::reuse()
{
    if (!entry_)
        return false;
    if (entry_->connection->quiet())
    {
        ++pool_->counters_->reused;
        return true;
    }
    pool_->count_stale("closed by the server while idle");
    entry_.reset();
    return false;
}

asio::awaitable<core::result<void>> lease::open(async::operation& op)
{
    core::result<std::unique_ptr<connection>> opened = co_await pool_->connector_.connect(op);
    if (!opened)
        co_return std::move(opened).error();
    fresh_ = true;
    entry_.emplace(std::move(*opened), core::clock::now());
    co_return core::result<void>();
}

void lease::discard_stale()
{
    entry_.reset();
    pool_->count_stale("closed by the server while the request was sent");
    pool_->drop_idle();
}

void lease::return_unused()
{
    if (entry_)
        keep();
}

void lease::keep()
{
    std::shared_ptr<pool> const owner = std::exchange(pool_, nullptr);
    entry_->server_patience = entry_->connection->server_patience();
    owner->give_back(std::move(*entry_));
    entry_.reset();
}

} // namespace signalwire::net
