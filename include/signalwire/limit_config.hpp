#pragma once

#include <cstdint>

namespace signalwire
{

/// How much of a response is acceptable. A response beyond it is a `protocol_error` and its
/// connection is closed.
///
/// Thread safety: a value type; distinct objects are independent.
struct limit_config
{
    limit_config() = default;

    /// Bytes of status line and header fields together, 1 KiB or more.
    std::uint32_t max_header_bytes = 64 * 1024;

    /// Bytes of the body, both as it arrives and after decompression. Bodies are decoded while they
    /// arrive, so that this bounds what a page may become and not a buffer.
    std::uint64_t max_body_bytes = 256 * 1024 * 1024;
};

} // namespace signalwire
