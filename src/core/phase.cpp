#include <signalwire/phase.hpp>

#include <ostream>

namespace signalwire
{

std::string_view to_string(phase value) noexcept
{
    switch (value)
    {
    case phase::rate_limit: return "waiting for the rate limit";
    case phase::acquire: return "waiting for a pooled connection";
    case phase::resolve: return "resolving the host name";
    case phase::connect: return "connecting";
    case phase::proxy: return "opening the proxy tunnel";
    case phase::handshake: return "performing the TLS handshake";
    case phase::first_byte: return "waiting for the first byte of the response";
    case phase::between_bytes: return "receiving the response";
    case phase::backoff: return "waiting before the next attempt";
    }
    return "an unknown phase";
}

std::ostream& operator<<(std::ostream& out, phase value)
{
    return out << to_string(value);
}

} // namespace signalwire
