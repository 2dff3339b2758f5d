#pragma once

#include <string>
#include <system_error>

namespace signalwire::tool
{

/// Returns `path`, or the target at the end of a chain of symbolic links. The target need not
/// exist. A loop of links sets `error`.
[[nodiscard]] std::string follow_symbolic_links(std::string const& path, std::error_code& error);

} // namespace signalwire::tool
