#pragma once

#include <chrono>
#include <string_view>

namespace signalwire::http
{

/// How long the server keeps an idle connection: the parameter `timeout` of the header Keep-Alive
/// (RFC 2068 section 19.7.1.1). At most a day; a day too when the header does not say.
[[nodiscard]] std::chrono::seconds parse_keep_alive(std::string_view value) noexcept;

} // namespace signalwire::http
