#include "sandbox/server_implementation.hpp"

#include <boost/asio/ip/address.hpp>

#include <new>
#include <stdexcept>
#include <utility>

namespace signalwire::sandbox
{

std::string server::implementation::authority() const
{
    boost::asio::ip::address address = listener->endpoint().address();
    if (address.is_unspecified())
        address = address.is_v6()
            ? boost::asio::ip::address(boost::asio::ip::address_v6::loopback())
            : boost::asio::ip::address_v4::loopback();
    std::string const host =
        address.is_v6() ? '[' + address.to_string() + ']' : address.to_string();
    return host + ':' + std::to_string(listener->endpoint().port());
}

void server::implementation::stop()
{
    listener->stop();
    context->sessions.close_all();
    webhooks->stop();
    if (clock)
        clock->stop();
}

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
        // Connections that were not notified end by their idle timeout.
    }
}

void server::stop()
{
    implementation_->stop();
}

std::uint16_t server::port() const noexcept
{
    return implementation_->listener->endpoint().port();
}

std::string server::authority() const
{
    return implementation_->authority();
}

std::string const& server::project() const noexcept
{
    return implementation_->context->options.project;
}

std::string const& server::token() const noexcept
{
    return implementation_->context->options.token;
}

std::string const& server::ca_pem() const noexcept
{
    return implementation_->context->ca_pem;
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
    return implementation_->context->journal.stats();
}

std::size_t server::count_calls() const noexcept
{
    return implementation_->context->handler.size();
}

void server::set_latency(std::chrono::milliseconds latency)
{
    if (latency.count() < 0)
        throw std::invalid_argument("sandbox::server::set_latency: latency must not be negative");
    implementation_->context->network.set_latency(latency);
}

void server::set_bytes_per_second(std::uint64_t bytes)
{
    implementation_->context->network.set_bytes_per_second(bytes);
}

void server::enqueue(mock_response response)
{
    implementation_->context->journal.enqueue(std::move(response));
}

void server::enqueue(std::vector<mock_response> responses)
{
    for (mock_response& each : responses)
        enqueue(std::move(each));
}

std::size_t server::queued_responses() const
{
    return implementation_->context->journal.queued_responses();
}

void server::inject(fault injected)
{
    implementation_->context->journal.inject(std::move(injected));
}

void server::clear_faults()
{
    implementation_->context->journal.clear_faults();
}

std::vector<std::string> server::recent_request_targets() const
{
    return implementation_->context->journal.recent_targets();
}

} // namespace signalwire::sandbox
