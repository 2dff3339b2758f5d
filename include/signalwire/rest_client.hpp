#pragma once

#include <signalwire/api_error.hpp>
#include <signalwire/as_result.hpp>
#include <signalwire/client_config.hpp>
#include <signalwire/client_stats.hpp>
#include <signalwire/compat/api.hpp>
#include <signalwire/detail/client_backend.hpp>
#include <signalwire/detail/initiations.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
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
    using executor_type = boost::asio::any_io_executor;

    /// Signature of the completion tokens of `warm_up` and `shutdown`.
    using end_signature = void(std::exception_ptr);

    /// Throws `std::invalid_argument`, which names the member, when `config` cannot work: nothing
    /// is sent to find out.
    rest_client(boost::asio::any_io_executor executor, client_config config);

    /// The one moved from may only be destroyed or assigned to.
    rest_client(rest_client&&) noexcept = default;
    /// Releases the present client as the destructor does.
    rest_client& operator=(rest_client&&) noexcept = default;
    ~rest_client() = default;

    /// Opens connections until `connections` are open, at most `pool_config::max_connections`, so
    /// that the first requests need not: resolves, connects and shakes hands, all at once. Sends no
    /// request. Throws `transport_error` or `timeout_error` when one cannot be opened, and `error`
    /// with `errc::shut_down` after `shutdown`; the other connections
    /// stay. `pool_config::idle_timeout` applies to them as to all. Cancellable at any time.
    template <
        boost::asio::completion_token_for<end_signature> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto warm_up(std::size_t connections = 1, CompletionToken&& token = CompletionToken())
    {
        return boost::asio::async_initiate<CompletionToken, end_signature>(
            detail::initiate_warm_up(backend_), token, detail::no_slot, connections);
    }

    /// Refuses new operations (`errc::shut_down`), lets running ones finish until `grace` has
    /// passed, then aborts them, and closes every connection. Completes when all is done.
    /// May be called more than once.
    template <
        boost::asio::completion_token_for<end_signature> CompletionToken =
            boost::asio::use_awaitable_t<>>
    auto shutdown(
        std::chrono::milliseconds grace = std::chrono::seconds(5),
        CompletionToken&& token = CompletionToken())
    {
        return boost::asio::async_initiate<CompletionToken, end_signature>(
            detail::initiate_shutdown(backend_), token, detail::no_slot, grace);
    }

    /// A snapshot; each figure is exact, together they may be moments apart.
    [[nodiscard]] client_stats stats() const
    {
        return backend_->stats();
    }

    /// The executor that was given.
    [[nodiscard]] executor_type get_executor() const noexcept
    {
        return backend_->get_executor();
    }

private:
    explicit rest_client(std::shared_ptr<client::engine> const& engine);

    std::shared_ptr<detail::client_backend> backend_;

public:
    /// The Compatibility API.
    compat::api compat;
};

} // namespace signalwire
