#pragma once

#include <chrono>
#include <string_view>

namespace signalwire::http
{

/// Returns the keep-alive timeout of the server: the parameter `timeout` of the header Keep-Alive
/// (RFC 2068 section 19.7.1.1). At most a day, which is also the default.
[[nodiscard]] std::chrono::seconds parse_keep_alive(std::string_view value) noexcept;

} // namespace signalwire::http
