#include "net/tls_session_cache.hpp"

#include <new>
#include <utility>

namespace signalwire::net
{

namespace
{

/// The index of the cache's address in a context. OpenSSL's "app data" belongs to Asio.
int cache_index() noexcept
{
    static int const index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

} // namespace

void tls_session_cache::attach(SSL_CTX* context) noexcept
{
    SSL_CTX_set_session_cache_mode(
        context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    SSL_CTX_set_ex_data(context, cache_index(), this);
    SSL_CTX_sess_set_new_cb(context, &tls_session_cache::on_new_session);
}

void tls_session_cache::resume(SSL* connection)
{
    session newest;
    {
        std::lock_guard const lock(mutex_);
        if (sessions_.empty())
            return;
        newest = std::move(sessions_.back());
        sessions_.pop_back();
        // A TLS 1.2 session may be resumed repeatedly.
        if (SSL_SESSION_get_protocol_version(newest.get()) < TLS1_3_VERSION
            && SSL_SESSION_up_ref(newest.get()) == 1)
            sessions_.emplace_back(newest.get());
    }
    // A session that OpenSSL rejects only costs a full handshake.
    SSL_set_session(connection, newest.get());
}

int tls_session_cache::on_new_session(SSL* connection, SSL_SESSION* fresh) noexcept
{
    auto* const self = static_cast<tls_session_cache*>(
        SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), cache_index()));
    // 1 transfers the reference to us.
    return self->keep(fresh) ? 1 : 0;
}

bool tls_session_cache::keep(SSL_SESSION* fresh) noexcept
{
    try
    {
        std::lock_guard const lock(mutex_);
        sessions_.emplace_back(fresh);
        if (sessions_.size() > max_sessions)
            sessions_.pop_front();
        return true;
    }
    catch (...)
    {
        return false;
    }
}

} // namespace signalwire::net
