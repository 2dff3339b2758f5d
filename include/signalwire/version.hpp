#pragma once

#include <string_view>

/// The client, its configuration, its errors and its streams. Nothing here is global or starts a
/// thread; each class says from which threads it may be used.
namespace signalwire
{

/// The version of this library, as semantic versioning has it. The build reads it from here.
inline constexpr std::string_view version = "0.1.0";

} // namespace signalwire
