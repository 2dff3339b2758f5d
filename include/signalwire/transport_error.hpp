#pragma once

#include <signalwire/error.hpp>

#include <string>

namespace signalwire
{

/// The API could not be reached or the connection broke: name service, TCP, TLS, reset.
/// `code()` is that of Asio or OpenSSL, `errc::proxy_refused` or `errc::public_key_pin_mismatch`;
/// `reason()` says in which step, and names what is wrong with a certificate in words.
class transport_error : public error
{
public:
    /// `reason` is a clause such as "the server closed the connection".
    transport_error(
        boost::system::error_code code, std::string const& reason, error_context context);

private:
    friend class error;

    static constexpr error_kind kind = error_kind::transport;

    explicit transport_error(error const& base) noexcept
        : error(base)
    {
    }
};

} // namespace signalwire
