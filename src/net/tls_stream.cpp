#include "net/tls_stream.hpp"

#include "net/tls_context.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/verify_context.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <new>

namespace signalwire::net
{

namespace asio = boost::asio;
using boost::system::error_code;

namespace
{

/// OpenSSL calls a damaged header of a record what it calls the first bytes of another protocol.
unsigned long exact_reason(SSL const* tls, unsigned long reason) noexcept
{
    bool const is_tls = SSL_get_state(tls) != TLS_ST_CW_CLNT_HELLO;
    return is_tls && ERR_GET_REASON(reason) == SSL_R_WRONG_VERSION_NUMBER
        ? ERR_PACK(ERR_LIB_SSL, 0, SSL_R_BAD_RECORD_TYPE)
        : reason;
}

int as_int(std::size_t size) noexcept
{
    return static_cast<int>(std::min<std::size_t>(size, INT_MAX));
}

} // namespace

tls_stream::tls_stream(asio::any_io_executor const& executor, asio::ssl::context& context)
    : socket_(executor)
    , tls_(SSL_new(context.native_handle()))
{
    BIO* const transport = tls_ ? BIO_new(transport_method()) : nullptr;
    if (transport == nullptr)
        throw std::bad_alloc();
    BIO_set_data(transport, this);
    BIO_set_init(transport, 1);
    SSL_set_bio(tls_.get(), transport, transport);
    SSL_set_app_data(tls_.get(), this);
    SSL_set_mode(tls_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    apply_tls_policy(tls_.get());
    context_verify_ = SSL_get_verify_callback(tls_.get());
    SSL_set_verify(tls_.get(), SSL_get_verify_mode(tls_.get()), &tls_stream::verify);
}

void tls_stream::handshake(error_code& ec) noexcept
{
    ERR_clear_error();
    int const result = SSL_connect(tls_.get());
    ec = result == 1 ? error_code() : error_of(result, read_needs_);
}

std::size_t tls_stream::read_some(asio::mutable_buffer bytes, error_code& ec) noexcept
{
    ERR_clear_error();
    int const result = SSL_read(tls_.get(), bytes.data(), as_int(bytes.size()));
    ec = result > 0 ? error_code() : error_of(result, read_needs_);
    return result > 0 ? static_cast<std::size_t>(result) : 0;
}

std::size_t tls_stream::write_some(asio::const_buffer bytes, error_code& ec) noexcept
{
    ERR_clear_error();
    int const result = SSL_write(tls_.get(), bytes.data(), as_int(bytes.size()));
    ec = result > 0 ? error_code() : error_of(result, write_needs_);
    return result > 0 ? static_cast<std::size_t>(result) : 0;
}

void tls_stream::shut_down() noexcept
{
    ERR_clear_error();
    SSL_shutdown(tls_.get());
}

error_code tls_stream::error_of(int result, wait_type& needs) noexcept
{
    int const kind = SSL_get_error(tls_.get(), result);
    if (kind == SSL_ERROR_WANT_READ || kind == SSL_ERROR_WANT_WRITE)
    {
        needs = kind == SSL_ERROR_WANT_READ ? wait_type::wait_read : wait_type::wait_write;
        return asio::error::would_block;
    }
    if (kind == SSL_ERROR_ZERO_RETURN)
        return asio::error::eof;
    // The end of a TCP connection without a close_notify may be an attacker's.
    if (transport_error_ == asio::error::eof)
        return asio::ssl::error::stream_truncated;
    // OpenSSL 3.5 describes errors of the transport, too.
    unsigned long const reason = kind == SSL_ERROR_SYSCALL ? 0 : ERR_get_error();
    if (reason != 0)
    {
        unsigned long const exact = exact_reason(tls_.get(), reason);
        return {static_cast<int>(exact), asio::error::get_ssl_category()};
    }
    if (transport_error_)
        return transport_error_;
    return asio::ssl::error::unspecified_system_error;
}

tls_stream& tls_stream::of(BIO* transport) noexcept
{
    return *static_cast<tls_stream*>(BIO_get_data(transport));
}

BIO_METHOD* tls_stream::make_transport_method()
{
    int const index = BIO_get_new_index();
    BIO_METHOD* const out =
        index == -1 ? nullptr : BIO_meth_new(index | BIO_TYPE_SOURCE_SINK, "tls_stream");
    if (out == nullptr)
        throw std::bad_alloc();
    BIO_meth_set_read(out, &tls_stream::read_transport);
    BIO_meth_set_write(out, &tls_stream::write_transport);
    BIO_meth_set_ctrl(out, &tls_stream::control_transport);
    return out;
}

/// OpenSSL's socket BIO would raise SIGPIPE.
BIO_METHOD const* tls_stream::transport_method()
{
    // Never freed, like a virtual table: connections of static objects use it until the end.
    static BIO_METHOD const* const method = make_transport_method();
    return method;
}

int tls_stream::read_transport(BIO* transport, char* bytes, int size) noexcept
{
    tls_stream& self = of(transport);
    BIO_clear_retry_flags(transport);
    ssize_t got = 0;
    do
        got = ::recv(self.socket_.native_handle(), bytes, static_cast<std::size_t>(size), 0);
    while (got < 0 && errno == EINTR);
    if (got > 0)
        return static_cast<int>(got);
    if (got == 0)
        self.transport_error_ = asio::error::eof;
    else if (errno == EAGAIN || errno == EWOULDBLOCK)
        BIO_set_retry_read(transport);
    else
        self.transport_error_.assign(errno, asio::error::get_system_category());
    return static_cast<int>(got);
}

int tls_stream::write_transport(BIO* transport, char const* bytes, int size) noexcept
{
    tls_stream& self = of(transport);
    BIO_clear_retry_flags(transport);
    ssize_t put = 0;
    do
    {
        put = ::send(
            self.socket_.native_handle(), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    } while (put < 0 && errno == EINTR);
    if (put >= 0)
        return static_cast<int>(put);
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        BIO_set_retry_write(transport);
    else
        self.transport_error_.assign(errno, asio::error::get_system_category());
    return -1;
}

long tls_stream::control_transport(BIO*, int command, long, void*) noexcept
{
    // There is nothing to flush; the rest does not concern a socket.
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

int tls_stream::verify(int accepted, X509_STORE_CTX* context) noexcept
{
    auto const* const tls = static_cast<SSL const*>(
        X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    tls_stream& self = *static_cast<tls_stream*>(SSL_get_app_data(tls));
    bool const by_context = self.is_accepted_by_context(accepted, context);
    asio::ssl::verify_context current(context);
    return self.rejected_(accepted == 1 && by_context, current) ? 1 : 0;
}

/// The callback is asked in any case: it may report errors, or collect certificates.
bool tls_stream::is_accepted_by_context(int accepted, X509_STORE_CTX* context) const noexcept
try
{
    int const error = X509_STORE_CTX_get_error(context);
    bool const out = context_verify_ == nullptr || context_verify_(accepted, context) == 1;
    // What OpenSSL has rejected remains rejected, and for its reason.
    if (accepted != 1)
        X509_STORE_CTX_set_error(context, error);
    else if (!out && X509_STORE_CTX_get_error(context) == X509_V_OK)
        X509_STORE_CTX_set_error(context, X509_V_ERR_APPLICATION_VERIFICATION);
    return out;
}
catch (...)
{
    X509_STORE_CTX_set_error(context, X509_V_ERR_APPLICATION_VERIFICATION);
    return false;
}

} // namespace signalwire::net
