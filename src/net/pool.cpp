#include "net/pool.hpp"

#include <signalwire/errc.hpp>

#include <chrono>
#include <string_view>
#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;

pool::pool(
    asio::any_io_executor executor, route path, timeout_config const& timeouts,
    pool_config const& limits, core::logger const& log, std::shared_ptr<core::counters> counters)
    : log_(log)
    , counters_(std::move(counters))
    , connector_(std::move(executor), std::move(path), timeouts, log_, *counters_)
    , acquire_timeout_(timeouts.acquire)
    , state_(limits)
{
}

pool::acquire_operation pool::acquire(async::operation& op)
{
    acquire_operation out;
    if (op.stopped())
    {
        out.result.emplace(op.stop_reason());
        return out;
    }
    std::lock_guard const lock(mutex_);
    lease::state::acquire_result acquired = state_.acquire(core::clock::now());
    switch (acquired.status)
    {
    case async::acquire_status::granted:
        out.result.emplace(lease(shared_from_this(), std::move(acquired.grant)));
        break;
    case async::acquire_status::rejected:
        out.result.emplace(core::failure(
            core::failure_kind::rejected_by_client, phase::acquire, errc::too_many_waiters,
            "too many operations are waiting (pool.max_waiters)"));
        break;
    case async::acquire_status::queued:
        out.waiter = state_.enqueue(op.executor());
        op.begin_phase(phase::acquire, acquire_timeout_);
        break;
    }
    return out;
}

core::result<lease> pool::end_wait(
    async::operation& op, acquire_operation::waiter_ptr const& queued)
{
    op.end_phase();
    {
        std::lock_guard const lock(mutex_);
        if (state_.cancel_wait(*queued))
            return op.stop_reason();
    }
    lease acquired(shared_from_this(), std::move(queued->grant));
    if (op.stopped())
    {
        acquired.return_unused();
        return op.stop_reason();
    }
    return acquired;
}

std::vector<lease> pool::reserve(std::size_t connections)
{
    std::size_t missing = 0;
    {
        std::lock_guard const lock(mutex_);
        state_.take_expired(core::clock::now()).clear();
        missing = state_.reserve(connections);
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
    state_.close().clear();
}

void pool::add_stats(client_stats& stats) const
{
    std::lock_guard const lock(mutex_);
    stats.connections_expired = state_.expired();
    stats.connections_idle = state_.idle();
    stats.connections_in_use = state_.in_use();
    stats.pending_acquires = state_.waiting();
}

void pool::release(lease::state::entry entry)
{
    lease::state::wakeup next;
    {
        std::lock_guard const lock(mutex_);
        next = state_.release(std::move(entry), core::clock::now());
        rest_surplus();
    }
    if (next)
        next->notify();
}

void pool::release_slot()
{
    lease::state::wakeup next;
    {
        std::lock_guard const lock(mutex_);
        next = state_.release_slot();
        rest_surplus();
    }
    if (next)
        next->notify();
}

/// Precondition: the lock is held.
void pool::rest_surplus() noexcept
{
    for (lease::state::entry const& each : state_.take_surplus())
        each.connection->rest();
}

void pool::close_idle()
{
    std::lock_guard const lock(mutex_);
    state_.take_idle().clear();
}

void pool::on_stale(std::string_view reason)
{
    ++counters_->stale;
    if (log_.wants(log_level::debug))
    {
        log_.write(
            log_level::debug, "connection.stale",
            {{"origin", target().authority()}, {"reason", reason}});
    }
}

lease::lease(std::shared_ptr<pool> owner, state::grant grant) noexcept
    : pool_(std::move(owner))
    , entry_(std::move(grant))
{
}

lease::~lease()
{
    entry_.reset();
    if (pool_)
        pool_->release_slot();
}

bool lease::try_reuse()
{
    if (!entry_)
        return false;
    if (entry_->connection->is_reusable())
    {
        ++pool_->counters_->reused;
        return true;
    }
    pool_->on_stale("closed by the server while idle");
    entry_.reset();
    return false;
}

asio::awaitable<core::result<void>> lease::open(async::operation& op)
{
    core::result<std::unique_ptr<connection>> opened = co_await pool_->connector_.connect(op);
    if (!opened)
        co_return std::move(opened).error();
    newly_opened_ = true;
    entry_.emplace(std::move(*opened), core::clock::now());
    co_return core::result<void>();
}

void lease::discard_stale()
{
    entry_.reset();
    pool_->on_stale("closed by the server while the request was sent");
    pool_->close_idle();
}

void lease::return_unused()
{
    if (entry_)
        return_to_pool();
}

void lease::return_to_pool()
{
    std::shared_ptr<pool> const owner = std::exchange(pool_, nullptr);
    entry_->keep_alive_timeout = entry_->connection->keep_alive_timeout();
    owner->release(std::move(*entry_));
    entry_.reset();
}

} // namespace signalwire::net
