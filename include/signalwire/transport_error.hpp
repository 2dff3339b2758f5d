#pragma once

#include <signalwire/error.hpp>

namespace signalwire
{

/// The API could not be reached or the connection broke: name service, TCP, TLS, reset.
/// `code()` is that of Asio or OpenSSL, `errc::proxy_refused` or `errc::unknown_public_key`;
/// `reason()` says in which step, and names what is wrong with a certificate in words.
class transport_error : public error
{
public:
    using error::error;
};

} // namespace signalwire
