#pragma once

#include "net/tls_diagnostics.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <utility>

namespace signalwire::net
{

/// TLS on a TCP socket that does not block. OpenSSL reads from the socket and writes to it without
/// buffers in between. Each function does what it can without waiting; if that is nothing, it sets
/// `would_block`, and can be called again after a wait. Reading and writing may wait at once.
class tls_stream
{
public:
    tls_stream(boost::asio::any_io_executor const& executor, boost::asio::ssl::context& context);
    tls_stream(tls_stream const&) = delete;
    tls_stream& operator=(tls_stream const&) = delete;

    [[nodiscard]] SSL* native_handle() const noexcept
    {
        return tls_.get();
    }

    [[nodiscard]] boost::asio::ip::tcp::socket& socket() noexcept
    {
        return socket_;
    }

    /// The certificate that was rejected in the handshake, if one was.
    [[nodiscard]] rejected_certificate const& rejected() const noexcept
    {
        return rejected_;
    }

    /// To be repeated after `async_wait_to_read`.
    void handshake(boost::system::error_code& ec) noexcept;

    /// Reads the next bytes of one TLS record.
    std::size_t read_some(
        boost::asio::mutable_buffer bytes, boost::system::error_code& ec) noexcept;

    /// Writes one TLS record. To be called again with the same bytes after `would_block`.
    std::size_t write_some(boost::asio::const_buffer bytes, boost::system::error_code& ec) noexcept;

    /// Sends a close_notify (RFC 8446 section 6.1).
    void shut_down() noexcept;

    template <class CompletionToken>
    auto async_wait_to_read(CompletionToken&& token)
    {
        return socket_.async_wait(read_needs_, std::forward<CompletionToken>(token));
    }

    template <class CompletionToken>
    auto async_wait_to_write(CompletionToken&& token)
    {
        return socket_.async_wait(write_needs_, std::forward<CompletionToken>(token));
    }

    /// Frees OpenSSL's buffers while the connection is idle.
    void free_buffers() noexcept
    {
        SSL_free_buffers(tls_.get());
    }

private:
    struct free_tls
    {
        void operator()(SSL* tls) const noexcept
        {
            SSL_free(tls);
        }
    };

    // OpenSSL calls these.

    static tls_stream& of(BIO* transport) noexcept;
    static BIO_METHOD* make_transport_method();
    static BIO_METHOD const* transport_method();
    static int read_transport(BIO* transport, char* bytes, int size) noexcept;
    static int write_transport(BIO* transport, char const* bytes, int size) noexcept;
    static long control_transport(BIO* transport, int command, long, void*) noexcept;
    static int verify(int accepted, X509_STORE_CTX* context) noexcept;
    /// Returns true unless the verify callback of the context rejects the certificate.
    [[nodiscard]] bool is_accepted_by_context(int accepted, X509_STORE_CTX* context) const noexcept;

    using wait_type = boost::asio::ip::tcp::socket::wait_type;

    /// Returns the meaning of the `result` of a function of OpenSSL's that has failed. Sets `needs`
    /// to what it has to wait for, if it would block.
    [[nodiscard]] boost::system::error_code error_of(int result, wait_type& needs) noexcept;

    boost::asio::ip::tcp::socket socket_;
    rejected_certificate rejected_;
    /// Why the socket failed, if it did.
    boost::system::error_code transport_error_;
    wait_type read_needs_ = wait_type::wait_read;
    wait_type write_needs_ = wait_type::wait_write;
    std::unique_ptr<SSL, free_tls> tls_;
    SSL_verify_cb context_verify_ = nullptr;
};

} // namespace signalwire::net
