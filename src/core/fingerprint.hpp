#pragma once

#include <cstdint>
#include <string_view>

namespace signalwire::core
{

/// Identifies `text`, in every process: the first 53 bits of its SHA-256, as many as any JSON tool
/// keeps, and never zero.
[[nodiscard]] std::uint64_t fingerprint_of(std::string_view text);

} // namespace signalwire::core
