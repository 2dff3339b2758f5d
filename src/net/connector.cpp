#include "net/connector.hpp"

#include "async/notification.hpp"
#include "net/connect_race.hpp"
#include "net/handshake_problem.hpp"
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

/// Makes OpenSSL check the certificate for the name of `target`, and sends the name (SNI, RFC 6066
/// section 3, which has names only, no addresses).
void demand_name(SSL* tls, origin const& target)
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

/// Has the certificates that OpenSSL rejects remembered. OpenSSL may ask for as long as the
/// connection lives, so that the memory is shared with it.
std::shared_ptr<rejected_certificate> watch_verification(connection& link)
{
    auto const rejected = std::make_shared<rejected_certificate>();
    link.stream().set_verify_callback(
        [rejected](bool accepted, asio::ssl::verify_context& context) noexcept {
            return (*rejected)(accepted, context);
        });
    return rejected;
}

std::int64_t microseconds(core::clock::duration time) noexcept
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

} // namespace

connector::connector(
    asio::any_io_executor executor, route way, timeout_config const& limits,
    core::logger const& log, core::counters& counters)
    : executor_(std::move(executor))
    , route_(std::move(way))
    , limits_(limits)
    , log_(log)
    , counters_(counters)
    , names_(executor_, next_hop())
{
    sessions_.attach(route_.tls.native_handle());
}

origin const& connector::next_hop() const noexcept
{
    return route_.through ? route_.through->where : route_.target;
}

asio::awaitable<core::result<std::unique_ptr<connection>>> connector::connect(async::operation& op)
{
    auto link = std::make_unique<connection>(executor_, route_.tls);
    core::result<void> const opened = co_await run_steps(op, *link);
    op.end_step();
    if (!opened)
    {
        ++counters_.connect_failures;
        co_return opened.error();
    }
    if (log_.wants(log_level::debug))
        log_opened(op, *link);
    co_return std::move(link);
}

asio::awaitable<core::result<void>> connector::run_steps(async::operation& op, connection& link)
{
    core::result<void> done = co_await connect_tcp(op, link);
    if (done && route_.through)
        done = co_await open_tunnel(
            op, link.socket(), *route_.through, route_.target, limits_.connect);
    if (done)
        done = co_await shake_hands(op, link);
    co_return done;
}

asio::awaitable<core::result<void>> connector::connect_tcp(async::operation& op, connection& link)
{
    core::result<name_service::endpoints> const addresses =
        co_await names_.resolve(op, limits_.resolve);
    if (!addresses)
        co_return addresses.error();

    op.expect(phase::connect, limits_.connect);
    auto const race = std::make_shared<connect_race>(executor_, op.executor(), *addresses);
    race->start();
    co_await race->decided()->async_wait(awaitable_tuple);
    if (op.stopped())
    {
        race->abandon();
        // It may be an address that is no good any more.
        if (op.stop_failure().kind == core::failure_kind::timeout)
            names_.forget();
        co_return op.stop_failure();
    }
    if (!race->winner())
    {
        names_.forget();
        co_return core::failure(
            core::failure_kind::transport, phase::connect, race->failure(),
            (route_.through ? "cannot connect to proxy " : "cannot connect to ")
                + next_hop().host_and_port() + " (" + race->story() + ")");
    }
    link.adopt(std::move(*race->winner()));
    co_return core::result<void>();
}

asio::awaitable<core::result<void>> connector::shake_hands(async::operation& op, connection& link)
{
    op.expect(phase::handshake, limits_.handshake);
    SSL* const tls = link.stream().native_handle();
    demand_name(tls, route_.target);
    std::shared_ptr<rejected_certificate> const rejected = watch_verification(link);
    sessions_.resume(tls);
    auto const [code] =
        co_await link.stream().async_handshake(asio::ssl::stream_base::client, awaitable_tuple);
    if (op.stopped())
        co_return op.stop_failure();
    if (code)
    {
        core::failure why(
            core::failure_kind::transport, phase::handshake, code,
            "TLS handshake with " + route_.target.authority()
                + " failed: " + handshake_problem(tls, *rejected, route_.target.host, code));
        why.transient = !is_lasting(code);
        co_return why;
    }
    if (!route_.pins.empty() && !has_pinned_key(tls, route_.pins))
    {
        core::failure why(
            core::failure_kind::transport, phase::handshake, errc::public_key_pin_mismatch,
            "the public key of " + route_.target.authority()
                + " matches no pin in tls.public_key_pins");
        why.transient = false;
        co_return why;
    }
    link.secure(SSL_session_reused(tls) == 1);
    ++counters_.opened;
    if (link.resumed())
        ++counters_.resumed;
    co_return core::result<void>();
}

void connector::log_opened(async::operation const& op, connection& link) const
{
    error_code ignored;
    std::string const address = link.socket().remote_endpoint(ignored).address().to_string();
    log_.write(
        log_level::debug, "connection.opened",
        {{"origin", route_.target.authority()},
         {"address", address},
         {"proxy", route_.through ? route_.through->where.host_and_port() : std::string()},
         {"protocol", SSL_get_version(link.stream().native_handle())},
         {"tls_resumed", std::int64_t{link.resumed()}},
         {"resolve_us", microseconds(op.spent(phase::resolve))},
         {"connect_us", microseconds(op.spent(phase::connect))},
         {"proxy_us", microseconds(op.spent(phase::proxy))},
         {"handshake_us", microseconds(op.spent(phase::handshake))}});
}

} // namespace signalwire::net
