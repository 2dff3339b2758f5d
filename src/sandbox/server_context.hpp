#pragma once

#include "sandbox/request_handler.hpp"
#include "sandbox/request_journal.hpp"
#include "sandbox/session_registry.hpp"
#include "sandbox/simulated_network.hpp"

#include <signalwire/sandbox/server_options.hpp>

#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <cstdint>
#include <string>

namespace signalwire::sandbox::detail
{

struct server_identity;

/// The state shared by all connections of a server.
///
/// Thread safety: safe from any thread.
class server_context
{
public:
    /// Creates the certificates.
    ///
    /// Throws: `std::invalid_argument` for invalid options.
    explicit server_context(server_options const& unchecked);

    /// Returns a new request ID, a UUID.
    [[nodiscard]] std::string next_request_id();

    server_options const options;
    request_handler handler;
    request_journal journal;
    session_registry sessions;
    simulated_network network;
    std::string ca_pem;
    boost::asio::ssl::context tls;

private:
    server_context(server_options const& options, server_identity const& identity);

    std::atomic<std::uint64_t> request_ids_{0};
};

} // namespace signalwire::sandbox::detail
