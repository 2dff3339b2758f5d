#include "net/connector.hpp"

#include "async/notification.hpp"
#include "net/happy_eyeballs.hpp"
#include "net/hooked_connect.hpp"
#include "net/tls_diagnostics.hpp"
#include "net/tunnel.hpp"

#include <signalwire/errc.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <chrono>
#include <cstdint>
#include <new>
#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;
using boost::system::error_code;

namespace
{

constexpr auto awaitable_tuple = asio::as_tuple(asio::deferred);

/// Makes OpenSSL verify the certificate for the host of `target` and sends it as SNI (RFC 6066
/// section 3: names only, no addresses).
void set_expected_host(SSL* tls, origin const& target)
{
    bool ok = false;
    if (target.host_is_address)
    {
        ok = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), target.host.c_str()) == 1;
    }
    else
    {
        SSL_set_hostflags(tls, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        ok = SSL_set1_host(tls, target.host.c_str()) == 1
            && SSL_set_tlsext_host_name(tls, target.host.c_str()) == 1;
    }
    if (!ok)
        throw std::bad_alloc();
}

std::int64_t microseconds(core::clock::duration time) noexcept
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

} // namespace

connector::connector(
    asio::any_io_executor executor, route path, timeout_config const& limits,
    core::logger const& log, core::counters& counters)
    : executor_(std::move(executor))
    , route_(std::move(path))
    , limits_(limits)
    , log_(log)
    , counters_(counters)
    , resolver_(executor_, next_hop())
{
    if (!route_.has_user_tls)
        sessions_.attach(route_.tls->native_handle());
}

origin const& connector::next_hop() const noexcept
{
    return route_.proxy ? route_.proxy->address : route_.target;
}

asio::awaitable<core::result<std::unique_ptr<connection>>> connector::connect(async::operation& op)
{
    auto conn = std::make_unique<connection>(executor_, *route_.tls);
    core::result<void> const opened = co_await establish(op, *conn);
    op.end_phase();
    if (!opened)
    {
        ++counters_.connect_failures;
        co_return opened.error();
    }
    if (log_.wants(log_level::debug))
        log_opened(op, *conn);
    co_return std::move(conn);
}

asio::awaitable<core::result<void>> connector::establish(async::operation& op, connection& conn)
{
    // Not one expression: g++ 12 destroys an awaitable of a conditional operator twice.
    core::result<void> done;
    if (route_.connect)
        done = co_await connect_by_hook(op, conn);
    else
        done = co_await connect_tcp(op, conn);
    if (done && route_.proxy)
        done =
            co_await open_tunnel(op, conn.socket(), *route_.proxy, route_.target, limits_.connect);
    if (done)
        done = co_await handshake(op, conn);
    co_return done;
}

asio::awaitable<core::result<void>> connector::connect_tcp(async::operation& op, connection& conn)
{
    core::result<caching_resolver::endpoints> const addresses =
        co_await resolver_.resolve(op, limits_.resolve);
    if (!addresses)
        co_return addresses.error();

    op.begin_phase(phase::connect, limits_.connect);
    auto const attempts = std::make_shared<happy_eyeballs>(executor_, op.executor(), *addresses);
    attempts->start();
    co_await attempts->finished()->async_wait(awaitable_tuple);
    if (op.stopped())
    {
        attempts->cancel();
        // The cached address may be outdated.
        if (op.stop_reason().kind == core::failure_kind::timeout)
            resolver_.invalidate();
        co_return op.stop_reason();
    }
    if (!attempts->connected_socket())
    {
        resolver_.invalidate();
        co_return core::failure(
            core::failure_kind::transport, phase::connect, attempts->failure(),
            (route_.proxy ? "cannot connect to proxy " : "cannot connect to ")
                + next_hop().host_and_port() + " (" + attempts->attempt_summary() + ")");
    }
    conn.adopt(std::move(*attempts->connected_socket()));
    co_return core::result<void>();
}

asio::awaitable<core::result<void>> connector::connect_by_hook(
    async::operation& op, connection& conn)
{
    op.begin_phase(phase::connect, limits_.connect);
    auto const hooked = std::make_shared<hooked_connect>(
        executor_, route_.connect,
        connect_request(next_hop().host, next_hop().port, op.deadline()));
    hooked->start(op.executor());
    co_await hooked->finished()->async_wait(awaitable_tuple);
    if (op.stopped())
    {
        hooked->cancel();
        co_return op.stop_reason();
    }
    core::result<asio::ip::tcp::socket> connected = hooked->result(next_hop().host_and_port());
    if (!connected)
        co_return connected.error();
    conn.adopt(std::move(*connected));
    co_return core::result<void>();
}

asio::awaitable<core::result<void>> connector::handshake(async::operation& op, connection& conn)
{
    op.begin_phase(phase::handshake, limits_.handshake);
    SSL* const tls = conn.stream().native_handle();
    set_expected_host(tls, route_.target);
    sessions_.resume(tls);
    error_code code;
    conn.stream().handshake(code);
    while (code == asio::error::would_block)
    {
        auto const [interrupted] = co_await conn.stream().async_wait_to_read(awaitable_tuple);
        if (op.stopped())
            co_return op.stop_reason();
        code = interrupted;
        if (!code)
            conn.stream().handshake(code);
    }
    if (code)
    {
        core::failure failure(
            core::failure_kind::transport, phase::handshake, code,
            "TLS handshake with " + route_.target.authority() + " failed: "
                + describe_handshake_failure(
                    tls, conn.stream().rejected(), route_.target.host,
                    route_.has_user_tls ? "tls.context" : "tls.ca_file", code));
        failure.transient = !is_permanent(code);
        co_return failure;
    }
    if (!route_.pins.empty() && !has_pinned_key(tls, route_.pins))
    {
        core::failure failure(
            core::failure_kind::transport, phase::handshake, errc::public_key_pin_mismatch,
            "the public key of " + route_.target.authority()
                + " matches no pin in tls.public_key_pins");
        failure.transient = false;
        co_return failure;
    }
    conn.on_handshake(SSL_session_reused(tls) == 1);
    ++counters_.opened;
    if (conn.tls_resumed())
        ++counters_.resumed;
    co_return core::result<void>();
}

void connector::log_opened(async::operation const& op, connection& conn) const
{
    error_code ignored;
    std::string const address = conn.socket().remote_endpoint(ignored).address().to_string();
    log_.write(
        log_level::debug, "connection.opened",
        {{"origin", route_.target.authority()},
         {"address", address},
         {"proxy", route_.proxy ? route_.proxy->address.host_and_port() : std::string()},
         {"protocol", SSL_get_version(conn.stream().native_handle())},
         {"tls_resumed", std::int64_t{conn.tls_resumed()}},
         {"resolve_us", microseconds(op.time_in(phase::resolve))},
         {"connect_us", microseconds(op.time_in(phase::connect))},
         {"proxy_us", microseconds(op.time_in(phase::proxy))},
         {"handshake_us", microseconds(op.time_in(phase::handshake))}});
}

} // namespace signalwire::net
