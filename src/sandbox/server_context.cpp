#include "sandbox/server_context.hpp"

#include "sandbox/certificate.hpp"
#include "sandbox/keyed_random.hpp"
#include "sandbox/sample_values.hpp"
#include "sandbox/session.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace signalwire::sandbox::detail
{

bool session_registry::add(std::shared_ptr<session> const& connection)
{
    std::lock_guard const lock(mutex_);
    if (!closed_)
        open_.emplace(connection.get(), connection);
    return !closed_;
}

void session_registry::remove(session const* connection) noexcept
{
    std::lock_guard const lock(mutex_);
    open_.erase(connection);
}

void session_registry::close_all()
{
    std::unordered_map<session const*, std::weak_ptr<session>> ended;
    {
        std::lock_guard const lock(mutex_);
        closed_ = true;
        ended.swap(open_);
    }
    for (auto const& [unused, connection] : ended)
    {
        if (std::shared_ptr<session> const open = connection.lock())
            open->stop();
    }
}

namespace
{

void require(bool condition, char const* error)
{
    if (!condition)
        throw std::invalid_argument(std::string("server_options: ") + error);
}

bool is_printable(std::string_view text) noexcept
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
}

server_options checked(server_options options)
{
    require(!options.project.empty(), "project must not be empty");
    require(is_printable(options.project), "project must not contain control characters");
    require(options.project.find(':') == std::string::npos, "project must not contain a colon");
    require(!options.token.empty(), "token must not be empty");
    require(is_printable(options.token), "token must not contain control characters");
    require(
        options.calls <= std::numeric_limits<std::uint32_t>::max(),
        "calls must be at most 2^32 - 1");
    require(
        options.max_header_bytes >= 256 && options.max_header_bytes <= 1024 * 1024,
        "max_header_bytes must be 256 to 1048576");
    require(options.handshake_timeout.count() > 0, "handshake_timeout must be positive");
    require(options.idle_timeout.count() > 0, "idle_timeout must be positive");
    require(options.clock_step.count() >= 0, "clock_step must not be negative");
    require(options.latency.count() >= 0, "latency must not be negative");
    require(options.clock_speed >= 0, "clock_speed must not be negative");
    require(!options.signing_key.empty(), "signing_key must not be empty");
    require(options.webhook_timeout.count() > 0, "webhook_timeout must be positive");
    auto const is_known = [](life_step const& step) {
        auto const& names = compat::call_status::names;
        return step.after.count() >= 0
            && std::find(names.begin(), names.end(), step.status) != names.end();
    };
    require(
        std::all_of(options.call_life.begin(), options.call_life.end(), is_known),
        "call_life must have statuses of calls and no negative time");
    return options;
}

// The unspecified address is not a valid name for a certificate.
std::string certificate_address(std::string const& address)
{
    boost::asio::ip::address const parsed = boost::asio::ip::make_address(address);
    return parsed.is_unspecified() ? "127.0.0.1" : parsed.to_string();
}

} // namespace

server_context::server_context(server_options const& unchecked)
    : server_context(
          checked(unchecked), make_server_identity(certificate_address(unchecked.address)))
{
}

server_context::server_context(
    server_options const& checked_options, server_identity const& identity)
    : options(checked_options)
    , handler(options)
    , journal(options.fault_seed)
    , network(options.latency, options.bytes_per_second)
    , ca_pem(identity.ca_pem)
    , tls(make_tls_context(identity))
{
    for (fault const& each : options.faults)
        journal.inject(each);
}

std::string server_context::next_request_id()
{
    keyed_random const random(~options.seed, request_ids_.fetch_add(1, std::memory_order_relaxed));
    return uuid(random.identity(), random.bits(0));
}

} // namespace signalwire::sandbox::detail
