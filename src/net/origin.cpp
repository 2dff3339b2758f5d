#include "net/origin.hpp"

namespace signalwire::net
{

namespace
{

std::string bracketed(std::string const& host)
{
    return host.find(':') == std::string::npos ? host : '[' + host + ']';
}

} // namespace

std::string origin::authority() const
{
    return port == 443 ? bracketed(host) : host_and_port();
}

std::string origin::host_and_port() const
{
    return bracketed(host) + ':' + std::to_string(port);
}

} // namespace signalwire::net
