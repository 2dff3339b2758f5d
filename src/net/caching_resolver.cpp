#include "net/caching_resolver.hpp"

#include "async/notification.hpp"
#include "core/clock.hpp"
#include "net/address_order.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/ip/address.hpp>

#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace
{

constexpr std::chrono::seconds time_to_live{30};

} // namespace

/// A DNS lookup shared by any number of operations, and its cached result. It may complete when no
/// operation waits, even after the client was destroyed.
class caching_resolver::lookup : public std::enable_shared_from_this<lookup>
{
public:
    explicit lookup(asio::any_io_executor const& executor)
        : resolver_(executor)
    {
    }

    void start(origin const& target)
    {
        resolver_.async_resolve(
            target.host, std::to_string(target.port), tcp::resolver::numeric_service,
            [self =
                 shared_from_this()](error_code code, tcp::resolver::results_type const& results) {
                self->on_resolved(code, results);
            });
    }

    /// Returns what is notified when the lookup is complete.
    std::shared_ptr<async::notification> completed(async::operation::executor_type const& executor)
    {
        auto completed = std::make_shared<async::notification>(executor);
        std::lock_guard const lock(mutex_);
        if (complete_)
            completed->notify();
        else
            waiters_.push_back(completed);
        return completed;
    }

    bool is_complete()
    {
        std::lock_guard const lock(mutex_);
        return complete_;
    }

    /// Returns true if the lookup is pending or its result is still valid.
    bool is_fresh()
    {
        std::lock_guard const lock(mutex_);
        return !complete_ || (!code_ && core::clock::now() < expires_);
    }

    // The following members do not change after completion.

    [[nodiscard]] error_code const& code() const noexcept
    {
        return code_;
    }

    [[nodiscard]] endpoints const& addresses() const noexcept
    {
        return addresses_;
    }

private:
    void on_resolved(error_code code, tcp::resolver::results_type const& results)
    {
        endpoints found;
        for (auto const& result : results)
            found.push_back(result.endpoint());
        std::vector<std::shared_ptr<async::notification>> waiters;
        {
            std::lock_guard const lock(mutex_);
            code_ = code;
            addresses_ = interleave_families(found);
            expires_ = core::clock::now() + time_to_live;
            complete_ = true;
            waiters.swap(waiters_);
        }
        for (std::shared_ptr<async::notification> const& waiter : waiters)
            waiter->notify();
    }

    tcp::resolver resolver_;
    std::mutex mutex_;
    bool complete_ = false;
    error_code code_;
    endpoints addresses_;
    core::clock::time_point expires_{};
    std::vector<std::shared_ptr<async::notification>> waiters_;
};

caching_resolver::caching_resolver(asio::any_io_executor executor, origin target)
    : executor_(std::move(executor))
    , target_(std::move(target))
{
}

caching_resolver::~caching_resolver() = default;

asio::awaitable<core::result<caching_resolver::endpoints>> caching_resolver::resolve(
    async::operation& op, std::chrono::milliseconds limit)
{
    if (target_.host_is_address)
        co_return endpoints{tcp::endpoint(asio::ip::make_address(target_.host), target_.port)};

    std::shared_ptr<lookup> const current = current_lookup();
    if (!current->is_complete())
    {
        op.begin_phase(phase::resolve, limit);
        std::shared_ptr<async::notification> const completed = current->completed(op.executor());
        co_await completed->async_wait(asio::as_tuple(asio::deferred));
        if (op.stopped())
            co_return op.stop_reason();
    }
    if (current->code())
    {
        co_return core::failure(
            core::failure_kind::transport, phase::resolve, current->code(),
            "cannot resolve host " + target_.host + ": " + current->code().message());
    }
    co_return current->addresses();
}

std::shared_ptr<caching_resolver::lookup> caching_resolver::current_lookup()
{
    std::lock_guard const lock(mutex_);
    if (!last_ || !last_->is_fresh())
    {
        // The first lookup starts a thread of Asio, which may fail.
        auto next = std::make_shared<lookup>(executor_);
        next->start(target_);
        last_ = std::move(next);
    }
    return last_;
}

void caching_resolver::invalidate()
{
    std::lock_guard const lock(mutex_);
    // A pending lookup returns current addresses anyway.
    if (last_ && last_->is_complete())
        last_ = nullptr;
}

} // namespace signalwire::net
