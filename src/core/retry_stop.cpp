#include <signalwire/retry_stop.hpp>

#include <ostream>

namespace signalwire
{

std::string_view to_string(retry_stop value) noexcept
{
    switch (value)
    {
    case retry_stop::permanent: return "permanent";
    case retry_stop::exhausted: return "exhausted";
    case retry_stop::budget: return "budget";
    case retry_stop::deadline: return "deadline";
    case retry_stop::unsafe: return "unsafe";
    }
    return "unknown";
}

std::ostream& operator<<(std::ostream& out, retry_stop value)
{
    return out << to_string(value);
}

} // namespace signalwire
