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
    constexpr std::chrono::seconds most = std::chrono::hours(24);
    std::size_t position = 0;
    while (position <= value.size())
    {
        std::string_view const part = value.substr(position, value.find(',', position) - position);
        position += part.size() + 1;
        std::size_t const equals = part.find('=');
        if (equals == std::string_view::npos)
            continue;
        std::string_view name = part.substr(0, equals);
        name.remove_prefix(std::min(name.find_first_not_of(" \t"), name.size()));
        if (!beast::iequals({name.data(), name.size()}, "timeout"))
            continue;
        std::int64_t seconds = 0;
        auto const [end, failure] =
            std::from_chars(part.data() + equals + 1, part.data() + part.size(), seconds);
        if (failure == std::errc() && seconds >= 0)
            return std::min(std::chrono::seconds(seconds), most);
    }
    return most;
}

} // namespace signalwire::http
