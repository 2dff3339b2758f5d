#include "net/connector.hpp"

#include "net/notification.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
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

/// An answer of the name service that may come after nobody waits for it any more.
struct lookup
{
    explicit lookup(asio::any_io_executor const& executor)
        : resolver(executor)
        , done(std::make_shared<notification>(executor))
    {
    }

    tcp::resolver resolver;
    std::shared_ptr<notification> done;
    error_code code;
    tcp::resolver::results_type answers;
};

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
{
}

asio::awaitable<result<std::unique_ptr<connection>>> connector::connect(operation& op)
{
    auto link = std::make_unique<connection>(executor_, tls_);
    result<endpoints> const addresses = co_await resolve(op);
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

asio::awaitable<result<connector::endpoints>> connector::resolve(operation& op) const
{
    if (target_.host_is_address)
        co_return endpoints{tcp::endpoint(asio::ip::make_address(target_.host), target_.port)};

    // The resolver does not return before getaddrinfo does, whatever happens: wait for its answer
    // or for the end of the operation's patience, whichever comes first.
    op.expect(phase::resolve, limits_.resolve);
    auto const question = std::make_shared<lookup>(executor_);
    question->resolver.async_resolve(
        target_.host, std::to_string(target_.port), tcp::resolver::numeric_service,
        [question](error_code code, tcp::resolver::results_type answers) {
            question->code = code;
            question->answers = std::move(answers);
            question->done->notify();
        });
    auto const [waited] = co_await question->done->async_wait(awaitable_tuple);
    if (waited || question->code)
    {
        co_return step_failure(
            op, phase::resolve, waited ? waited : question->code,
            "the name " + target_.host + " could not be resolved: " + question->code.message());
    }
    endpoints addresses;
    for (auto const& answer : question->answers)
        addresses.push_back(answer.endpoint());
    co_return addresses;
}

asio::awaitable<result<void>> connector::connect_tcp(
    operation& op, connection& link, endpoints const& addresses) const
{
    op.expect(phase::connect, limits_.connect);
    auto const [code, endpoint] =
        co_await asio::async_connect(link.socket(), addresses, awaitable_tuple);
    if (code || op.stopped())
    {
        co_return step_failure(
            op, phase::connect, code,
            "no connection to " + target_.authority() + ": " + code.message());
    }
    // Neither is vital, so that a system that refuses is no reason to fail.
    error_code ignored;
    link.socket().set_option(tcp::no_delay(true), ignored);
    link.socket().set_option(tcp::socket::keep_alive(true), ignored);
    co_return result<void>();
}

asio::awaitable<result<void>> connector::shake_hands(operation& op, connection& link) const
{
    op.expect(phase::handshake, limits_.handshake);
    SSL* const tls = link.stream().native_handle();
    demand_name(tls, target_);
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
    co_return result<void>();
}

} // namespace signalwire::net
