#include "net/origin.hpp"

namespace signalwire::net
{

std::string origin::authority() const
{
    std::string out = host.find(':') == std::string::npos ? host : '[' + host + ']';
    if (port != 443)
        out += ':' + std::to_string(port);
    return out;
}

} // namespace signalwire::net
