#pragma once

#include "async/notification.hpp"
#include "async/operation.hpp"
#include "async/spawn_operation.hpp"
#include "client/bounds_cache.hpp"
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
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::client
{

/// The state shared by a `rest_client` and the objects made by it. Thread-safe.
class engine final : public detail::client_backend, public std::enable_shared_from_this<engine>
{
public:
    /// Throws: `std::invalid_argument` for an invalid configuration.
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

    [[nodiscard]] client::api_endpoint const& endpoint() const noexcept
    {
        return services_.endpoint;
    }

    /// Returns true if several requests may be in flight.
    [[nodiscard]] bool is_concurrent() const noexcept
    {
        return services_.config.pool.max_connections > 1
            && services_.config.rate_limit.max_in_flight != 1;
    }

    [[nodiscard]] client::services& services() noexcept
    {
        return services_;
    }

    /// Identifies account and server in cursors.
    [[nodiscard]] std::string_view account() const noexcept
    {
        return services_.config.project;
    }

    /// Returns a new operation with the deadline of `options`.
    [[nodiscard]] std::shared_ptr<async::operation> make_operation(
        request_options const& options) const;

    /// Runs `body` as an operation that a shutdown waits for; see `async::spawn_operation`.
    template <class Result, class Handler>
    void spawn_operation(
        std::shared_ptr<async::operation> const& op, boost::asio::awaitable<Result> body,
        Handler handler)
    {
        async::spawn_operation(
            op, services_.registry->add(op), std::move(body), std::move(handler));
    }

    /// Opens connections until `connections` are open, each as a separate operation.
    void warm_up(std::size_t connections, end_handler handler) override;

    /// Completes when nothing is in flight. Operations still running after `grace` are cancelled.
    void shut_down(std::chrono::milliseconds grace, end_handler handler) override;

    /// Registers a stream that a shutdown waits for; returns nothing if a shutdown rejects it.
    [[nodiscard]] std::optional<operation_registry::stream_entry> add_stream(bool has_begun)
    {
        return services_.registry->add_stream(has_begun);
    }

    /// Returns true if a request must not be sent because of a shutdown.
    [[nodiscard]] bool rejects(bool is_of_stream) const
    {
        return services_.registry->rejects(is_of_stream);
    }

    /// Notifies `sleeper` when a shutdown begins, or at once if one has begun.
    void notify_on_shutdown(std::shared_ptr<async::notification> const& sleeper)
    {
        services_.registry->notify_on_close(sleeper);
    }

    [[nodiscard]] core::logger const& log() const noexcept
    {
        return services_.log;
    }

    /// Counts an accepted deviation that concerns no member of a document; `name` is such as
    /// `paging.page_size`.
    void count_deviation(std::string_view name);

    [[nodiscard]] decoding_mode decoding() const noexcept
    {
        return services_.config.decoding;
    }

    [[nodiscard]] client_stats stats() const override;

    /// Properties of the API that were measured, for all listings of the client.
    [[nodiscard]] client::bounds_cache& bounds() noexcept
    {
        return bounds_;
    }

private:
    static boost::asio::awaitable<error_ptr> open_connections(
        std::shared_ptr<engine> self, std::shared_ptr<async::operation> op,
        std::size_t connections);
    /// Continues without a waiter after `warm_up` was cancelled.
    static boost::asio::awaitable<error_ptr> open_connection(
        std::shared_ptr<engine> self, std::shared_ptr<async::operation> op, net::lease lease);
    static boost::asio::awaitable<error_ptr> end_operations(
        std::shared_ptr<engine> self, std::shared_ptr<async::operation> op);
    void log_shutdown() const;

    client::services services_;
    client::bounds_cache bounds_;
};

} // namespace signalwire::client
