#pragma once

#include "async/serial_executor.hpp"
#include "client/api_endpoint.hpp"
#include "client/operation_registry.hpp"
#include "client/rate_limiter.hpp"
#include "client/retry_budget.hpp"
#include "core/counters.hpp"
#include "core/logger.hpp"
#include "json/deviation_counter.hpp"
#include "net/pool.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/client_stats.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <random>
#include <string>

namespace signalwire::client
{

/// Generates ids that are unique among all requests of all clients with high probability.
/// Thread-safe.
class request_ids
{
public:
    request_ids();

    [[nodiscard]] std::string next()
    {
        return prefix_ + std::to_string(++count_);
    }

private:
    std::string prefix_;
    std::atomic<std::uint64_t> count_ = 0;
};

/// Generates random numbers in [0, 1). Thread-safe.
class random_numbers
{
public:
    [[nodiscard]] double next()
    {
        std::lock_guard const lock(mutex_);
        return std::uniform_real_distribution<double>()(engine_);
    }

private:
    std::mutex mutex_;
    std::minstd_rand engine_{std::random_device()()};
};

/// Counts accepted deviations and logs each new one. Thread-safe.
class deviation_recorder
{
public:
    explicit deviation_recorder(core::logger const& log)
        : log_(log)
    {
    }

    void add(json::deviation_counter const& more);
    void add_to(client_stats& stats) const;

private:
    core::logger const& log_;
    mutable std::mutex mutex_;
    json::deviation_counter counts_;
};

/// The objects shared by the requests of a client. Each member is thread-safe.
struct services
{
    /// Throws: `std::invalid_argument` for an invalid configuration.
    services(boost::asio::any_io_executor context, client_config settings);

    boost::asio::any_io_executor executor;
    /// The same, for strands and handlers.
    async::known_executor known_executor;
    client_config const config;
    client::api_endpoint const endpoint;
    core::logger const log;
    /// The header fields of every request, without the empty line at the end.
    std::string const header;
    /// The same for a request for bytes.
    std::string const header_for_bytes;
    request_ids ids;
    random_numbers random;
    std::shared_ptr<core::counters> const counters;
    deviation_recorder deviations;
    std::shared_ptr<net::pool> const pool;
    std::shared_ptr<rate_limiter> const limiter;
    retry_budget budget;
    std::shared_ptr<client::operation_registry> const registry;
};

} // namespace signalwire::client
