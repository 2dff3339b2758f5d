#pragma once

#include "sandbox/webhook.hpp"

#include <signalwire/sandbox/server_options.hpp>
#include <signalwire/sandbox/webhook_delivery.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace signalwire::sandbox::detail
{

/// The address of a webhook's URL, on this machine.
struct webhook_target
{
    webhook_target() = default;

    bool tls = false;
    boost::asio::ip::tcp::endpoint endpoint;
    /// As in the header `Host`.
    std::string host;
    /// Path and query.
    std::string target;
};

/// Returns the address of a URL, or `nullopt` unless it is `http` or `https` and its host a
/// loopback address or `localhost`. No name is resolved.
[[nodiscard]] std::optional<webhook_target> parse_webhook_url(std::string_view url);

/// Sends webhooks to servers on this machine: those about one object in order, each once more if
/// no response comes or it is a server error. Certificates are not verified: loopback is not a
/// network.
///
/// Thread safety: all members may be called from any thread at once.
/// Lifetime: owns itself while it sends.
class webhook_sender : public std::enable_shared_from_this<webhook_sender>
{
public:
    /// Maximum number of deliveries kept, and of webhooks that wait.
    static constexpr std::size_t max_deliveries = 10'000;

    webhook_sender(boost::asio::any_io_executor const& executor, server_options const& options);

    /// Sends a webhook once those before it about the same object are delivered or given up.
    void send(webhook const& next);

    /// Gives up what waits. Afterwards no pending work keeps the executor busy.
    void stop();

    /// Returns the webhooks that were delivered, given up or refused, oldest first.
    [[nodiscard]] std::vector<webhook_delivery> deliveries() const;

private:
    using awaitable = boost::asio::awaitable<void>;

    void enqueue(webhook_delivery next);
    static awaitable run(std::shared_ptr<webhook_sender> self, std::string sid);
    awaitable deliver(webhook_delivery& next);
    awaitable attempt(webhook_target const& target, std::string const& request, int& status);
    void finish(webhook_delivery const& done);
    [[nodiscard]] std::string request_text(
        webhook_target const& target, webhook_delivery const& next) const;

    /// A strand.
    boost::asio::any_io_executor strand_;
    server_options const options_;
    boost::asio::ssl::context tls_;

    // On the strand only.
    /// What waits, by object. Each has a coroutine.
    std::unordered_map<std::string, std::deque<webhook_delivery>> queues_;
    std::unordered_set<boost::beast::tcp_stream*> open_;
    std::size_t waiting_ = 0;
    bool stopped_ = false;

    mutable std::mutex mutex_;
    std::deque<webhook_delivery> deliveries_;
};

} // namespace signalwire::sandbox::detail
