#include <signalwire/error_context.hpp>

#include <ostream>

namespace signalwire
{

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

} // namespace signalwire
