#include "client/engine.hpp"
#include "core/make_error.hpp"

#include <signalwire/errc.hpp>
#include <signalwire/error.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/this_coro.hpp>

#include <exception>
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

    void arrive(std::exception_ptr failure)
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
    [[nodiscard]] std::exception_ptr failure()
    {
        std::lock_guard const lock(mutex_);
        return failure_;
    }

private:
    std::mutex mutex_;
    std::size_t missing_;
    std::exception_ptr failure_;
    std::shared_ptr<async::notification> complete_;
};

} // namespace

asio::awaitable<void> engine::open_one(
    std::shared_ptr<engine> self, std::shared_ptr<async::operation> op, net::lease lease)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    core::result<void> const opened = co_await lease.open(*op);
    if (opened)
    {
        lease.keep();
        co_return;
    }
    error_context context;
    context.url = self->site().url({});
    context.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(op->elapsed());
    core::throw_error(*core::make_error(opened.error(), {}, std::move(context)));
}

asio::awaitable<void> engine::warm_up(std::shared_ptr<async::operation> op, std::size_t connections)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    if (services_.registry->closed())
        throw error(errc::shut_down, "the client has been shut down", error_context());
    std::vector<net::lease> leases = services_.pool->reserve(connections);
    if (leases.empty())
        co_return;

    auto const opening = std::make_shared<gathering>(leases.size(), op->executor());
    std::vector<std::shared_ptr<async::operation>> parts;
    for (net::lease& lease : leases)
    {
        parts.push_back(make_operation(request_options()));
        launch(
            parts.back(), open_one(shared_from_this(), parts.back(), std::move(lease)),
            asio::any_completion_handler<void(std::exception_ptr)>(
                [opening](std::exception_ptr failure) { opening->arrive(std::move(failure)); }));
    }
    co_await opening->complete()->async_wait(asio::as_tuple(asio::deferred));
    if (op->stopped())
    {
        for (std::shared_ptr<async::operation> const& part : parts)
            part->cancel();
        core::throw_error(*core::make_error(op->stop_failure(), {}, error_context()));
    }
    if (std::exception_ptr const failure = opening->failure())
        std::rethrow_exception(failure);
}

} // namespace signalwire::client
