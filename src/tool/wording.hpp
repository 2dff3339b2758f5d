#pragma once

#include <string>
#include <string_view>

namespace signalwire::tool
{

/// Returns a message of the library with the names of settings replaced by the program's options
/// and environment variables.
[[nodiscard]] std::string use_option_names(std::string_view message);

} // namespace signalwire::tool
