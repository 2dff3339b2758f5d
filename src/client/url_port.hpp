#pragma once

#include <boost/url/url_view.hpp>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace signalwire::client
{

/// The port of a URL; `usual` when it names none, nothing when it names an impossible one.
/// (`port_number()` of Boost 1.81 makes 34463 out of 99999.)
[[nodiscard]] inline std::optional<std::uint16_t> url_port(
    boost::urls::url_view const& url, std::uint16_t usual) noexcept
{
    if (!url.has_port() || url.port().empty())
        return usual;
    std::string_view const text(url.port().data(), url.port().size());
    std::uint16_t port = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), port);
    bool const whole = failure == std::errc() && end == text.data() + text.size();
    return whole && port != 0 ? std::optional(port) : std::nullopt;
}

} // namespace signalwire::client
