#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>

namespace signalwire::net
{

/// TLS sessions of one origin, for resumption by later connections (RFC 8446 section 2.2, RFC
/// 5077). A TLS 1.3 ticket is used once, so that several are kept; the newest is used first.
/// Thread-safe.
class tls_session_cache
{
public:
    /// Makes `context` store the sessions of its connections here. The cache must outlive it.
    void attach(SSL_CTX* context) noexcept;

    /// Lets `connection` resume a session, if there is one. Call it before the handshake.
    void resume(SSL* connection);

private:
    struct free_session
    {
        void operator()(SSL_SESSION* session) const noexcept
        {
            SSL_SESSION_free(session);
        }
    };
    using session = std::unique_ptr<SSL_SESSION, free_session>;

    static int on_new_session(SSL* connection, SSL_SESSION* fresh) noexcept;
    bool keep(SSL_SESSION* fresh) noexcept;

    static constexpr std::size_t max_sessions = 32;

    std::mutex mutex_;
    std::deque<session> sessions_;
};

} // namespace signalwire::net
