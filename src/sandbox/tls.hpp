#pragma once

#include "sandbox/certificate.hpp"

#include <boost/asio/ssl/context.hpp>

namespace signalwire::sandbox::detail
{

/// The server side of TLS: 1.2 at least, ALPN http/1.1, session tickets.
[[nodiscard]] boost::asio::ssl::context make_tls_context(server_identity const& identity);

} // namespace signalwire::sandbox::detail
