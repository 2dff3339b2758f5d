#include <signalwire/phase.hpp>

#include <ostream>

namespace signalwire
{

std::string_view to_string(phase value) noexcept
{
    switch (value)
    {
    case phase::rate_limit: return "waiting for the rate limit";
    case phase::lease: return "waiting for a free connection";
    case phase::resolve: return "resolving the host name";
    case phase::connect: return "connecting";
    case phase::proxy: return "waiting for the proxy to connect";
    case phase::handshake: return "the TLS handshake";
    case phase::first_byte: return "waiting for the response to begin";
    case phase::between_bytes: return "waiting for the rest of the response";
    case phase::backoff: return "the pause before another attempt";
    }
    return "an unknown step";
}

std::ostream& operator<<(std::ostream& out, phase value)
{
    return out << to_string(value);
}

} // namespace signalwire
