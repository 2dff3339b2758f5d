#pragma once

#include <string_view>

namespace signalwire
{

/// The version of this library, as semantic versioning has it. The build reads it from here.
inline constexpr std::string_view version = "0.1.0";

} // namespace signalwire
