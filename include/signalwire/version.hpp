#pragma once

#include <string_view>

/// The client, its configuration, its errors and its streams. There is no global state.
namespace signalwire
{

/// Version of this library (semantic versioning). The build reads it from this line.
inline constexpr std::string_view version = "0.1.0";

} // namespace signalwire
