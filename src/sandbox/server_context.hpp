#pragma once

#include "sandbox/request_handler.hpp"
#include "sandbox/request_journal.hpp"

#include <signalwire/sandbox/server_options.hpp>

#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace signalwire::sandbox::detail
{

/// Latency and bandwidth of the simulated network.
///
/// Thread safety: all members may be called from any thread at once.
class simulated_network
{
public:
    simulated_network(std::chrono::milliseconds latency, std::uint64_t bytes_per_second) noexcept
        : latency_(latency.count())
        , bytes_per_second_(bytes_per_second)
    {
    }

    [[nodiscard]] std::chrono::milliseconds latency() const noexcept
    {
        return std::chrono::milliseconds(latency_.load(std::memory_order_relaxed));
    }

    void set_latency(std::chrono::milliseconds latency) noexcept
    {
        latency_.store(latency.count(), std::memory_order_relaxed);
    }

    /// Returns the bandwidth in bytes per second; 0 for no limit.
    [[nodiscard]] std::uint64_t bytes_per_second() const noexcept
    {
        return bytes_per_second_.load(std::memory_order_relaxed);
    }

    void set_bytes_per_second(std::uint64_t bytes) noexcept
    {
        bytes_per_second_.store(bytes, std::memory_order_relaxed);
    }

private:
    std::atomic<std::chrono::milliseconds::rep> latency_;
    std::atomic<std::uint64_t> bytes_per_second_;
};

/// Returns the time to transfer `bytes`. Precondition: `bytes_per_second` is not 0.
[[nodiscard]] constexpr std::chrono::microseconds transfer_time(
    std::uint64_t bytes, std::uint64_t bytes_per_second) noexcept
{
    // Whole seconds are computed separately to avoid overflow.
    return std::chrono::seconds(bytes / bytes_per_second)
        + std::chrono::microseconds(static_cast<std::int64_t>(
            static_cast<double>(bytes % bytes_per_second) * 1e6
            / static_cast<double>(bytes_per_second)));
}

class session;

/// The open connections of a server, which own themselves.
///
/// Thread safety: all members may be called from any thread at once.
class session_registry
{
public:
    /// Adds a connection. Returns false after `close_all`.
    [[nodiscard]] bool add(std::shared_ptr<session> const& connection);

    void remove(session const* connection) noexcept;

    /// Ends all connections and rejects later ones.
    void close_all();

private:
    std::mutex mutex_;
    bool closed_ = false;
    std::unordered_map<session const*, std::weak_ptr<session>> open_;
};

struct server_identity;

/// The state shared by all connections of a server.
///
/// Thread safety: safe from any thread.
class server_context
{
public:
    /// Creates the certificates.
    ///
    /// Throws: `std::invalid_argument` for invalid options.
    explicit server_context(server_options const& unchecked);

    /// Returns a new request ID, a UUID.
    [[nodiscard]] std::string next_request_id();

    server_options const options;
    request_handler handler;
    request_journal journal;
    session_registry sessions;
    simulated_network network;
    std::string ca_pem;
    boost::asio::ssl::context tls;

private:
    server_context(server_options const& options, server_identity const& identity);

    std::atomic<std::uint64_t> request_ids_{0};
};

} // namespace signalwire::sandbox::detail
