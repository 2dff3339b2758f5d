#include "net/connector.hpp"

#include "net/connect_race.hpp"
#include "net/notification.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <new>
#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace
{

constexpr auto awaitable_tuple = asio::as_tuple(asio::use_awaitable);

/// What a step that ended with `code` means: the operation may have been stopped meanwhile.
failure step_failure(operation const& op, phase step, error_code code, std::string words)
{
    if (op.stopped())
        return op.stop_failure();
    return failure(failure_kind::transport, step, code, std::move(words));
}

std::string handshake_problem(SSL* tls, error_code code)
{
    long const verdict = SSL_get_verify_result(tls);
    if (verdict != X509_V_OK)
        return std::string("the certificate is not acceptable: ")
            + X509_verify_cert_error_string(verdict);
    if (code == asio::error::eof || code == asio::ssl::error::stream_truncated)
        return "the server closed the connection";
    return code.message();
}

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

} // namespace

connector::connector(
    asio::any_io_executor executor, origin target, asio::ssl::context tls,
    timeout_config const& limits)
    : executor_(std::move(executor))
    , target_(std::move(target))
    , tls_(std::move(tls))
    , limits_(limits)
    , names_(executor_)
{
    sessions_.attach(tls_.native_handle());
}

asio::awaitable<result<std::unique_ptr<connection>>> connector::connect(operation& op)
{
    auto link = std::make_unique<connection>(executor_, tls_);
    result<name_service::endpoints> const addresses =
        co_await names_.resolve(op, target_, limits_.resolve);
    if (!addresses)
        co_return addresses.error();
    result<void> const connected = co_await connect_tcp(op, *link, *addresses);
    if (!connected)
        co_return connected.error();
    result<void> const secured = co_await shake_hands(op, *link);
    if (!secured)
        co_return secured.error();
    co_return std::move(link);
}

asio::awaitable<result<void>> connector::connect_tcp(
    operation& op, connection& link, name_service::endpoints const& addresses)
{
    op.expect(phase::connect, limits_.connect);
    auto const race = std::make_shared<connect_race>(executor_, op.executor(), addresses);
    race->start();
    co_await race->decided()->async_wait(awaitable_tuple);
    if (op.stopped())
    {
        race->stop();
        co_return op.stop_failure();
    }
    if (!race->winner())
    {
        names_.forget();
        co_return failure(
            failure_kind::transport, phase::connect, race->failure(),
            "no connection to " + target_.authority() + " (" + race->story() + ")");
    }
    link.socket() = std::move(*race->winner());
    // Neither is vital, so that a system that refuses is no reason to fail.
    error_code ignored;
    link.socket().set_option(tcp::no_delay(true), ignored);
    link.socket().set_option(tcp::socket::keep_alive(true), ignored);
    co_return result<void>();
}

asio::awaitable<result<void>> connector::shake_hands(operation& op, connection& link)
{
    op.expect(phase::handshake, limits_.handshake);
    SSL* const tls = link.stream().native_handle();
    demand_name(tls, target_);
    sessions_.resume(tls);
    auto const [code] =
        co_await link.stream().async_handshake(asio::ssl::stream_base::client, awaitable_tuple);
    if (code || op.stopped())
    {
        failure why = step_failure(
            op, phase::handshake, code,
            "no TLS session with " + target_.authority() + ": " + handshake_problem(tls, code));
        why.permanent = SSL_get_verify_result(tls) != X509_V_OK;
        co_return why;
    }
    if (SSL_session_reused(tls) == 1)
        ++resumed_;
    co_return result<void>();
}

} // namespace signalwire::net
