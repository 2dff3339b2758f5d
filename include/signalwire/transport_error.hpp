#pragma once

#include <signalwire/error.hpp>

#include <string>

namespace signalwire
{

/// The API could not be reached or the connection was lost: DNS, TCP, proxy or TLS.
///
/// `code()` is that of Asio or OpenSSL, `errc::proxy_refused`, `errc::public_key_pin_mismatch` or
/// `errc::connect_hook_failed`.
/// `reason()` names the phase and explains certificate errors.
class transport_error : public error
{
public:
    /// `reason` is a lower-case clause, such as "the server closed the connection".
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
