#include "sandbox/server_context.hpp"

#include "sandbox/certificate.hpp"
#include "sandbox/keyed_random.hpp"
#include "sandbox/sample_values.hpp"
#include "sandbox/tls.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace signalwire::sandbox::detail
{

namespace
{

void require(bool condition, char const* otherwise)
{
    if (!condition)
        throw std::invalid_argument(std::string("server_options: ") + otherwise);
}

bool is_printable(std::string_view text) noexcept
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
}

server_options checked(server_options options)
{
    require(!options.project.empty(), "project is empty");
    require(is_printable(options.project), "project has a control character");
    require(options.project.find(':') == std::string::npos, "project has a colon");
    require(!options.token.empty(), "token is empty");
    require(is_printable(options.token), "token has a control character");
    require(options.calls <= std::numeric_limits<std::uint32_t>::max(), "calls is above 2^32 - 1");
    require(options.max_header_bytes >= 256, "max_header_bytes is below 256");
    require(options.max_header_bytes <= 1024 * 1024, "max_header_bytes is above 1 MiB");
    require(options.handshake_timeout.count() > 0, "handshake_timeout is not positive");
    require(options.idle_timeout.count() > 0, "idle_timeout is not positive");
    require(options.clock_step.count() >= 0, "clock_step is negative");
    require(options.latency.count() >= 0, "latency is negative");
    return options;
}

// Addresses that stand for all addresses name nobody.
std::string address_to_certify(std::string const& address)
{
    boost::asio::ip::address const parsed = boost::asio::ip::make_address(address);
    return parsed.is_unspecified() ? "127.0.0.1" : parsed.to_string();
}

} // namespace

service::service(server_options const& given)
    : service(checked(given), make_server_identity(address_to_certify(given.address)))
{
}

service::service(server_options const& checked_options, server_identity const& identity)
    : options(checked_options)
    , api(options)
    , journal(options.fault_seed)
    , line(options.latency, options.bytes_per_second)
    , ca_pem(identity.ca_pem)
    , tls(make_tls_context(identity))
{
    for (fault const& each : options.faults)
        journal.inject(each);
}

std::string service::next_request_id()
{
    draws const random(~options.seed, request_ids_.fetch_add(1, std::memory_order_relaxed));
    return uuid(random.identity(), random.bits(0));
}

} // namespace signalwire::sandbox::detail
