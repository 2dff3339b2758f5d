#include "http/keep_alive.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace signalwire::http
{

namespace beast = boost::beast;

std::chrono::seconds parse_keep_alive(std::string_view value) noexcept
{
    constexpr std::chrono::seconds max_timeout = std::chrono::hours(24);
    std::size_t position = 0;
    while (position <= value.size())
    {
        std::string_view const parameter =
            value.substr(position, value.find(',', position) - position);
        position += parameter.size() + 1;
        std::size_t const equals = parameter.find('=');
        if (equals == std::string_view::npos)
            continue;
        std::string_view name = parameter.substr(0, equals);
        name.remove_prefix(std::min(name.find_first_not_of(" \t"), name.size()));
        if (!beast::iequals({name.data(), name.size()}, "timeout"))
            continue;
        std::int64_t seconds = 0;
        auto const [end, failure] = std::from_chars(
            parameter.data() + equals + 1, parameter.data() + parameter.size(), seconds);
        if (failure == std::errc() && seconds >= 0)
            return std::min(std::chrono::seconds(seconds), max_timeout);
    }
    return max_timeout;
}

} // namespace signalwire::http
