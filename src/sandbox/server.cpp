#include "sandbox/server_implementation.hpp"

#include <boost/asio/ip/address.hpp>

#include <new>
#include <stdexcept>
#include <utility>

namespace signalwire::sandbox
{

server::server(boost::asio::any_io_executor const& executor, server_options const& options)
    : implementation_(std::make_unique<implementation>(executor, options))
{
}

server::~server()
{
    try
    {
        stop();
    }
    catch (std::bad_alloc const&)
    {
        // Connections that could not be told to end do when they fall silent.
    }
}

void server::stop()
{
    implementation_->listener->stop();
    implementation_->service->connections.close_all();
}

std::uint16_t server::port() const noexcept
{
    return implementation_->listener->endpoint().port();
}

std::string server::authority() const
{
    boost::asio::ip::address address = implementation_->listener->endpoint().address();
    if (address.is_unspecified())
        address = address.is_v6()
            ? boost::asio::ip::address(boost::asio::ip::address_v6::loopback())
            : boost::asio::ip::address_v4::loopback();
    std::string const host =
        address.is_v6() ? '[' + address.to_string() + ']' : address.to_string();
    return host + ':' + std::to_string(port());
}

std::string const& server::project() const noexcept
{
    return implementation_->service->options.project;
}

std::string const& server::token() const noexcept
{
    return implementation_->service->options.token;
}

std::string const& server::ca_pem() const noexcept
{
    return implementation_->service->ca_pem;
}

signalwire::client_config server::client_config() const
{
    signalwire::client_config config;
    config.project = project();
    config.token = token();
    config.host = authority();
    config.tls.ca_pem = ca_pem();
    return config;
}

server_stats server::stats() const
{
    return implementation_->service->journal.stats();
}

std::size_t server::size() const noexcept
{
    return implementation_->service->api.size();
}

void server::set_latency(std::chrono::milliseconds latency)
{
    if (latency.count() < 0)
        throw std::invalid_argument("sandbox::server::set_latency: no answer comes too early");
    implementation_->service->line.set_latency(latency);
}

void server::set_bytes_per_second(std::uint64_t bytes)
{
    implementation_->service->line.set_bytes_per_second(bytes);
}

void server::script(reply answer)
{
    implementation_->service->journal.script(std::move(answer));
}

std::size_t server::scripts_left() const
{
    return implementation_->service->journal.scripts_left();
}

std::vector<std::string> server::targets() const
{
    return implementation_->service->journal.targets();
}

} // namespace signalwire::sandbox
