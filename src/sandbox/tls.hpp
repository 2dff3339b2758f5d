#pragma once

#include "sandbox/certificate.hpp"

#include <boost/asio/ssl/context.hpp>

namespace signalwire::sandbox::detail
{

/// Returns a TLS server context: TLS 1.2 or newer, ALPN http/1.1, session tickets.
[[nodiscard]] boost::asio::ssl::context make_tls_context(server_identity const& identity);

} // namespace signalwire::sandbox::detail
