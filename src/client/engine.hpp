#pragma once

#include "async/launch.hpp"
#include "async/notification.hpp"
#include "async/operation.hpp"
#include "client/bounds_book.hpp"
#include "client/document.hpp"
#include "client/fetch_report.hpp"
#include "client/registry.hpp"
#include "client/retry_budget.hpp"
#include "client/site.hpp"
#include "client/throttle.hpp"
#include "core/logger.hpp"
#include "json/drift_tally.hpp"
#include "net/pool.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/client_stats.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <string_view>

namespace signalwire::client
{

/// What a `rest_client` and all that it has given out share. Safe from any threads.
class engine : public std::enable_shared_from_this<engine>
{
public:
    /// Throws `std::invalid_argument` for a configuration that cannot work.
    engine(boost::asio::any_io_executor executor, client_config config);
    ~engine();

    [[nodiscard]] boost::asio::any_io_executor const& executor() const noexcept
    {
        return executor_;
    }

    [[nodiscard]] client::site const& site() const noexcept
    {
        return site_;
    }

    /// Whether several requests can be under way at once.
    [[nodiscard]] bool is_concurrent() const noexcept
    {
        return config_.pool.max_connections > 1 && config_.rate_limit.max_in_flight != 1;
    }

    /// Identifies account and server: what a cursor is bound to.
    [[nodiscard]] std::string_view account() const noexcept
    {
        return config_.project;
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
        async::launch(op, registry_->add(op), std::move(body), std::move(handler));
    }

    /// Gets the page at `target` into `page`: attempts, retries and all. To be awaited on the
    /// strand of `op`; the references must outlive it. Throws the errors of the public interface.
    [[nodiscard]] boost::asio::awaitable<fetch_report> fetch(
        async::operation& op, std::string const& target, request_options const& options,
        document& page);

    /// Opens connections until `connections` are open, each as an operation of its own.
    [[nodiscard]] boost::asio::awaitable<void> warm_up(
        std::shared_ptr<async::operation> op, std::size_t connections);

    /// Completes when nothing is in flight: by itself or, after the deadline of `op`, by force.
    [[nodiscard]] boost::asio::awaitable<void> shut_down(std::shared_ptr<async::operation> op);

    /// Notifies `idler` when a shutdown begins, at once if one has begun.
    void wake_at_shutdown(std::shared_ptr<async::notification> const& idler)
    {
        registry_->wake_at_close(idler);
    }

    [[nodiscard]] core::logger const& log() const noexcept
    {
        return pool_->log();
    }

    /// Counts a deviation that was accepted and stands in no member of a document; `name` is such
    /// as `paging.page_size`.
    void count_deviation(std::string_view name);

    [[nodiscard]] decoding_mode decoding() const noexcept
    {
        return config_.decoding;
    }

    [[nodiscard]] client_stats stats() const;

    /// What has been found out about the API, for all listings of the client.
    [[nodiscard]] client::bounds_book& bounds() noexcept
    {
        return bounds_;
    }

private:
    friend class request_run;

    /// Nobody waits for it once `warm_up` was cancelled: it keeps alive what it needs.
    static boost::asio::awaitable<void> open_one(
        std::shared_ptr<engine> self, std::shared_ptr<async::operation> op, net::lease lease);
    void log_shutdown() const;
    void count_drift(json::drift_tally const& more);
    [[nodiscard]] double random();
    /// Unique among all requests of all clients, as far as chance allows.
    [[nodiscard]] std::string next_request_id();

    boost::asio::any_io_executor executor_;
    client_config config_;
    client::site site_;
    /// The header of every request, from behind the request line to its end.
    std::string fixed_header_;
    /// What the ids of all requests of this client begin with.
    std::string request_id_prefix_;
    std::shared_ptr<net::pool> pool_;
    std::shared_ptr<throttle> throttle_;
    retry_budget retry_budget_;
    std::shared_ptr<registry> registry_;

    std::mutex random_mutex_;
    std::minstd_rand random_engine_;

    std::atomic<std::uint64_t> requests_ = 0;
    std::atomic<std::uint64_t> retries_ = 0;
    std::atomic<std::uint64_t> retries_withheld_ = 0;
    std::atomic<std::uint64_t> ids_ = 0;
    std::atomic<std::uint64_t> timeouts_ = 0;
    std::atomic<std::uint64_t> cancelled_ = 0;
    std::atomic<std::uint64_t> body_bytes_ = 0;

    mutable std::mutex drift_mutex_;
    json::drift_tally drift_;
    client::bounds_book bounds_;
};

} // namespace signalwire::client
