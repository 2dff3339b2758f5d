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

/// What all connections of a server share. Safe from any thread.
class service
{
public:
    /// Makes the certificates. Throws `std::invalid_argument` for options that make no sense.
    explicit service(server_options const& options);

    /// A new id for a response, in the looks of a UUID.
    [[nodiscard]] std::string next_request_id();

    server_options const options;
    detail::api api;
    detail::journal journal;
    detail::connections connections;
    detail::line line;
    std::string ca_pem;
    boost::asio::ssl::context tls;

private:
    service(server_options const& options, server_identity const& identity);

    std::atomic<std::uint64_t> request_ids_{0};
};

} // namespace signalwire::sandbox::detail
