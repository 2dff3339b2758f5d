#pragma once

#include <signalwire/client_config.hpp>

#include <boost/asio/ssl/context.hpp>

namespace signalwire::net
{

/// Builds what all connections of a client share: TLS 1.2 or newer, the certificates to trust,
/// verification on, ALPN http/1.1. Reads files, so it is called once, when a client is made.
/// Throws `std::invalid_argument`, which names the member of the configuration and the file.
[[nodiscard]] boost::asio::ssl::context make_tls_context(tls_config const& config);

} // namespace signalwire::net
