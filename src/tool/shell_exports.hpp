#pragma once

#include <string>
#include <string_view>

namespace signalwire::tool
{

/// Returns a shell command that sets a variable to exactly `value`: `export NAME='value'`.
[[nodiscard]] std::string export_line(std::string_view name, std::string_view value);

} // namespace signalwire::tool
