#include "client/engine.hpp"
#include "core/make_error.hpp"

#include <signalwire/error.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/this_coro.hpp>

#include <mutex>
#include <utility>
#include <vector>

namespace signalwire::client
{

namespace asio = boost::asio;

namespace
{

/// Connections that are being opened at the same time, for one who waits for all of them.
class gathering
{
public:
    gathering(std::size_t expected, asio::any_io_executor const& executor)
        : missing_(expected)
        , complete_(std::make_shared<async::notification>(executor))
    {
    }

    void arrive(error_ptr failure)
    {
        {
            std::lock_guard const lock(mutex_);
            if (failure && !failure_)
                failure_ = std::move(failure);
            if (--missing_ > 0)
                return;
        }
        complete_->notify();
    }

    [[nodiscard]] std::shared_ptr<async::notification> const& complete() const noexcept
    {
        return complete_;
    }

    /// Of those that failed, the first one's reason.
    [[nodiscard]] error_ptr failure()
    {
        std::lock_guard const lock(mutex_);
        return failure_;
    }

private:
    std::mutex mutex_;
    std::size_t missing_;
    error_ptr failure_;
    std::shared_ptr<async::notification> complete_;
};

} // namespace

asio::awaitable<error_ptr> engine::open_one(
    std::shared_ptr<engine> self, std::shared_ptr<async::operation> op, net::lease lease)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    core::result<void> const opened = co_await lease.open(*op);
    if (opened)
    {
        lease.keep();
        co_return nullptr;
    }
    error_context context;
    context.url = self->site().url({});
    context.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(op->elapsed());
    co_return core::make_error(opened.error(), {}, std::move(context));
}

asio::awaitable<error_ptr> engine::open_connections(
    std::shared_ptr<engine> self, std::shared_ptr<async::operation> op, std::size_t connections)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    if (self->services_.registry->closed())
        co_return core::make_error(shut_down_failure(), {}, error_context());
    std::vector<net::lease> leases = self->services_.pool->reserve(connections);
    if (leases.empty())
        co_return nullptr;

    auto const opening = std::make_shared<gathering>(leases.size(), op->executor());
    std::vector<std::shared_ptr<async::operation>> parts;
    for (net::lease& lease : leases)
    {
        parts.push_back(self->make_operation(request_options()));
        self->launch(
            parts.back(), open_one(self, parts.back(), std::move(lease)),

            end_handler([opening](error_ptr failure) { opening->arrive(std::move(failure)); }));
    }
    co_await opening->complete()->async_wait(asio::as_tuple(asio::deferred));
    if (op->stopped())
    {
        for (std::shared_ptr<async::operation> const& part : parts)
            part->cancel();
        co_return core::make_error(op->stop_failure(), {}, error_context());
    }
    co_return opening->failure();
}

void engine::warm_up(std::size_t connections, end_handler handler)
{
    std::shared_ptr<async::operation> const op = make_operation(request_options());
    launch(op, open_connections(shared_from_this(), op, connections), std::move(handler));
}

} // namespace signalwire::client
