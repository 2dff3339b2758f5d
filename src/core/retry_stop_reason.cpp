#include <signalwire/error_context.hpp>

#include <ostream>

namespace signalwire
{

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
