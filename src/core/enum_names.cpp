#include <signalwire/error_context.hpp>
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

std::string_view to_string(request_outcome value) noexcept
{
    switch (value)
    {
    case request_outcome::not_sent: return "not_sent";
    case request_outcome::refused: return "refused";
    case request_outcome::unknown: break;
    }
    return "unknown";
}

std::ostream& operator<<(std::ostream& out, request_outcome value)
{
    return out << to_string(value);
}

std::string_view to_string(retry_stop_reason value) noexcept
{
    switch (value)
    {
    case retry_stop_reason::permanent: return "permanent";
    case retry_stop_reason::max_attempts_reached: return "max_attempts_reached";
    case retry_stop_reason::budget_exhausted: return "budget_exhausted";
    case retry_stop_reason::deadline: return "deadline";
    case retry_stop_reason::not_idempotent: return "not_idempotent";
    }
    return "unknown";
}

std::ostream& operator<<(std::ostream& out, retry_stop_reason value)
{
    return out << to_string(value);
}

} // namespace signalwire
