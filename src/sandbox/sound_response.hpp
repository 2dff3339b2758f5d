#pragma once

#include "sandbox/response.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Headers of a request for a part of a file. Those that are missing are empty.
struct range_headers
{
    range_headers() = default;

    std::string_view range;
    std::string_view if_range;
};

/// Returns a sound or picture, or the part of it that the headers ask for: RFC 9110, section 14. A
/// range that is malformed, or several, are ignored as the RFC allows.
[[nodiscard]] response sound_response(
    std::string_view media_type, std::uint64_t identity, std::size_t size,
    range_headers const& request);

} // namespace signalwire::sandbox::detail
