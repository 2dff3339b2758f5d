#pragma once

#include <signalwire/api_error.hpp>
#include <signalwire/client_config.hpp>
#include <signalwire/client_stats.hpp>
#include <signalwire/compat/api.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>

namespace signalwire
{

/// A client of one account: a pool of TLS connections and the resources that use it.
///
/// Make one per account and share it. It starts no thread (Asio starts one to look up names) and,
/// while no operation runs, leaves no work on the executor, so that `io_context::run` returns; but
/// a look-up that was given up is work until the name service answers.
///
/// Thread safety: `compat`'s operations, `warm_up`, `shutdown` and `stats` may be called from any
/// threads at once; the executor may have any number of threads.
/// Lifetime: must not outlive the executor's context. Operations in flight and generators keep
/// alive what they need and go on as they would have; when none is left, destruction closes every
/// connection.
class rest_client
{
public:
    /// Throws `std::invalid_argument`, which names the member, when `config` cannot work: nothing
    /// is sent to find out.
    rest_client(boost::asio::any_io_executor executor, client_config config);

    /// The one moved from may only be destroyed or assigned to.
    rest_client(rest_client&&) noexcept;
    /// Lets go of the client that was here, as its destructor does.
    rest_client& operator=(rest_client&&) noexcept;
    ~rest_client();

    /// Opens connections until `connections` are open, at most `pool_config::max_connections`, so
    /// that the first requests need not: resolves, connects and shakes hands, all at once. Sends no
    /// request. Throws `transport_error` or `timeout_error` when one cannot be opened, and `error`
    /// with `errc::shut_down` after `shutdown`; the other connections
    /// stay. `pool_config::idle_timeout` applies to them as to all. Cancellable at any time.
    [[nodiscard]] boost::asio::awaitable<void> warm_up(std::size_t connections = 1);

    /// Refuses new operations (`errc::shut_down`), lets running ones finish until `grace` has
    /// passed, then aborts them, and closes every connection. Completes when all is done.
    /// May be called more than once.
    [[nodiscard]] boost::asio::awaitable<void> shutdown(
        std::chrono::milliseconds grace = std::chrono::seconds(5));

    /// A snapshot; each figure is exact, together they may be moments apart.
    [[nodiscard]] client_stats stats() const;

private:
    std::shared_ptr<client::engine> engine_;

public:
    /// The Compatibility API.
    compat::api compat;
};

} // namespace signalwire
