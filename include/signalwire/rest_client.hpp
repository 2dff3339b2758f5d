#pragma once

#include <signalwire/api_error.hpp>
#include <signalwire/as_result.hpp>
#include <signalwire/client_config.hpp>
#include <signalwire/client_stats.hpp>
#include <signalwire/compat/api.hpp>
#include <signalwire/detail/client_backend.hpp>
#include <signalwire/detail/completion_token.hpp>
#include <signalwire/detail/initiations.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <exception>
#include <memory>
#include <utility>

namespace signalwire
{

/// A client of one account: a pool of TLS connections and the resources that use it.
///
/// Construct one per account and share it. It starts no thread, except Asio's for DNS resolution.
/// While no operation is in progress, the executor has no work and `io_context::run` returns; an
/// abandoned DNS resolution is work until it ends.
///
/// Thread safety: `warm_up`, `shutdown`, `stats` and the operations of `compat` may be called from
/// any threads concurrently. The executor may have any number of threads.
///
/// Lifetime: must not outlive the executor's context. Operations in flight and generators continue
/// after its destruction. Connections are closed when the client and all of them are gone.
class rest_client
{
public:
    /// The type of the executor of the client.
    using executor_type = boost::asio::any_io_executor;

    /// Signature of the completion handlers of `warm_up` and `shutdown`.
    using end_signature = void(std::exception_ptr);

    /// How long `shutdown` waits by default.
    static constexpr std::chrono::milliseconds default_grace = std::chrono::seconds(5);

    /// Constructs a client. Sends no request.
    ///
    /// Throws: `std::invalid_argument`, which names the member, if `config` is invalid; also if
    /// `executor` is empty.
    rest_client(boost::asio::any_io_executor executor, client_config config);

    /// Constructs a client on the executor of `context`, such as an `io_context`.
    template <std::derived_from<boost::asio::execution_context> Context>
    rest_client(Context& context, client_config config)
        : rest_client(boost::asio::any_io_executor(context.get_executor()), std::move(config))
    {
    }

    /// Move constructor. A moved-from client may only be destroyed or assigned to.
    rest_client(rest_client&&) noexcept = default;
    /// Move assignment. Releases the current client as the destructor does.
    rest_client& operator=(rest_client&&) noexcept = default;
    ~rest_client() = default;

    /// Opens connections in parallel until `connections` are open, at most
    /// `pool_config::max_connections`. Sends no request. `pool_config::idle_timeout` applies.
    ///
    /// Throws: `transport_error` or `timeout_error` if a connection cannot be opened, `error` with
    /// `errc::shut_down` after `shutdown`. The other connections stay open.
    ///
    /// Cancellation: in every phase.
    template <detail::token_for<end_signature> CompletionToken = boost::asio::use_awaitable_t<>>
    auto warm_up(std::size_t connections = 1, CompletionToken&& token = CompletionToken())
    {
        return boost::asio::async_initiate<CompletionToken, end_signature>(
            detail::initiate_warm_up(backend_), token, detail::no_slot, connections);
    }

    /// Opens one connection.
    template <detail::token_for<end_signature> CompletionToken>
    auto warm_up(CompletionToken&& token)
    {
        return warm_up(1, std::forward<CompletionToken>(token));
    }

    /// Shuts the client down. May be called more than once.
    ///
    /// New operations and streams fail with `errc::shut_down`, and watches end with it. Operations
    /// in progress may finish within `grace`, and streams that have begun may fetch until they end,
    /// fail or are destroyed. When `grace` expires, operations are cancelled, and streams end with
    /// `errc::shut_down` and their cursor. Completes when nothing is in progress and all
    /// connections are closed.
    ///
    /// Cancellation: ends the wait with `operation_aborted`; the shutdown continues.
    template <detail::token_for<end_signature> CompletionToken = boost::asio::use_awaitable_t<>>
    auto shutdown(
        std::chrono::milliseconds grace = default_grace,
        CompletionToken&& token = CompletionToken())
    {
        return boost::asio::async_initiate<CompletionToken, end_signature>(
            detail::initiate_shutdown(backend_), token, detail::no_slot, grace);
    }

    /// Shuts the client down with the default grace.
    template <detail::token_for<end_signature> CompletionToken>
    auto shutdown(CompletionToken&& token)
    {
        return shutdown(default_grace, std::forward<CompletionToken>(token));
    }

    /// Returns a snapshot of the counters. Each value is exact; they are not read at one instant.
    [[nodiscard]] client_stats stats() const
    {
        return backend_->stats();
    }

    /// Returns the executor of the client.
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
