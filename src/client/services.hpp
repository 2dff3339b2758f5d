#pragma once

#include "client/registry.hpp"
#include "client/retry_budget.hpp"
#include "client/site.hpp"
#include "client/throttle.hpp"
#include "core/counters.hpp"
#include "core/logger.hpp"
#include "json/drift_tally.hpp"
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

/// Ids that are unique among all requests of all clients, as far as chance allows. Safe from any
/// threads.
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

/// Random numbers, 0 to 1. Safe from any threads.
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

/// The deviations that were accepted; logs each that is new. Safe from any threads.
class deviation_counts
{
public:
    explicit deviation_counts(core::logger const& log)
        : log_(log)
    {
    }

    void add(json::drift_tally const& more);
    void add_to(client_stats& stats) const;

private:
    core::logger const& log_;
    mutable std::mutex mutex_;
    json::drift_tally counts_;
};

/// What the requests of a client share. Each member is safe from any threads.
struct services
{
    /// Throws `std::invalid_argument` for a configuration that cannot work.
    services(boost::asio::any_io_executor context, client_config settings);

    boost::asio::any_io_executor executor;
    client_config const config;
    client::site const site;
    core::logger const log;
    /// The fields of every request, without the line that ends a header.
    std::string const header;
    request_ids ids;
    random_numbers random;
    std::shared_ptr<core::counters> const counters;
    deviation_counts deviations;
    std::shared_ptr<net::pool> const pool;
    std::shared_ptr<throttle> const limiter;
    retry_budget budget;
    std::shared_ptr<client::registry> const registry;
};

} // namespace signalwire::client
