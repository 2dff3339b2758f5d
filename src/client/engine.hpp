#pragma once

#include "async/launch.hpp"
#include "async/notification.hpp"
#include "async/operation.hpp"
#include "client/bounds_book.hpp"
#include "client/document.hpp"
#include "client/drive.hpp"
#include "client/fetch_report.hpp"
#include "client/request.hpp"
#include "client/services.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/client_stats.hpp>
#include <signalwire/detail/client_backend.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::client
{

/// What a `rest_client` and all that it has given out share. Safe from any threads.
class engine final : public detail::client_backend, public std::enable_shared_from_this<engine>
{
public:
    /// Throws `std::invalid_argument` for a configuration that cannot work.
    engine(boost::asio::any_io_executor executor, client_config config)
        : services_(std::move(executor), std::move(config))
    {
    }

    [[nodiscard]] boost::asio::any_io_executor const& executor() const noexcept
    {
        return services_.executor;
    }

    [[nodiscard]] boost::asio::any_io_executor get_executor() const override
    {
        return services_.executor;
    }

    [[nodiscard]] client::site const& site() const noexcept
    {
        return services_.site;
    }

    /// Whether several requests can be under way at once.
    [[nodiscard]] bool is_concurrent() const noexcept
    {
        return services_.config.pool.max_connections > 1
            && services_.config.rate_limit.max_in_flight != 1;
    }

    /// Identifies account and server: what a cursor is bound to.
    [[nodiscard]] std::string_view account() const noexcept
    {
        return services_.config.project;
    }

    /// A new operation with the deadline that `options` asks for.
    [[nodiscard]] std::shared_ptr<async::operation> make_operation(
        request_options const& options) const;

    /// Runs `body` as an operation that a shutdown waits for; see `async::launch`.
    template <class Result, class Handler>
    void launch(
        std::shared_ptr<async::operation> const& op, boost::asio::awaitable<Result> body,
        Handler handler)
    {
        async::launch(op, services_.registry->add(op), std::move(body), std::move(handler));
    }

    /// Sends `what` and reads the response into `model`: attempts, retries and all. A failure is
    /// returned, not thrown. To be awaited on the strand of `op`; the references must outlive it.
    [[nodiscard]] boost::asio::awaitable<fetch_result> send(
        async::operation& op, request what, request_options const& options, document& model)
    {
        return drive(services_, op, std::move(what), options, model);
    }

    /// Opens connections until `connections` are open, each as an operation of its own.
    void warm_up(std::size_t connections, end_handler handler) override;

    /// Completes when nothing is in flight: by itself or, after `grace`, by force.
    void shut_down(std::chrono::milliseconds grace, end_handler handler) override;

    /// Notifies `idler` when a shutdown begins, at once if one has begun.
    void wake_at_shutdown(std::shared_ptr<async::notification> const& idler)
    {
        services_.registry->wake_at_close(idler);
    }

    [[nodiscard]] core::logger const& log() const noexcept
    {
        return services_.log;
    }

    /// Counts a deviation that was accepted and stands in no member of a document; `name` is such
    /// as `paging.page_size`.
    void count_deviation(std::string_view name);

    [[nodiscard]] decoding_mode decoding() const noexcept
    {
        return services_.config.decoding;
    }

    [[nodiscard]] client_stats stats() const override;

    /// What has been found out about the API, for all listings of the client.
    [[nodiscard]] client::bounds_book& bounds() noexcept
    {
        return bounds_;
    }

private:
    static boost::asio::awaitable<error_ptr> open_connections(
        std::shared_ptr<engine> self, std::shared_ptr<async::operation> op,
        std::size_t connections);
    /// No one waits for it once `warm_up` was cancelled.
    static boost::asio::awaitable<error_ptr> open_one(
        std::shared_ptr<engine> self, std::shared_ptr<async::operation> op, net::lease lease);
    static boost::asio::awaitable<error_ptr> end_operations(
        std::shared_ptr<engine> self, std::shared_ptr<async::operation> op);
    void log_shutdown() const;

    client::services services_;
    client::bounds_book bounds_;
};

} // namespace signalwire::client
