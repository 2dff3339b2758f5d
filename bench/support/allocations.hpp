#pragma once

#include <cstdint>

namespace signalwire::bench
{

/// What went through malloc and its kin.
struct allocation_tally
{
    /// Blocks asked for; a block that was resized counts again.
    std::int64_t blocks = 0;
    /// Bytes of blocks that are not yet free, with the allocator's own word for each.
    std::int64_t live_bytes = 0;

    friend allocation_tally operator-(allocation_tally left, allocation_tally right) noexcept
    {
        return {left.blocks - right.blocks, left.live_bytes - right.live_bytes};
    }
};

/// What one thread allocated, OpenSSL's share apart. Asio takes the frames of coroutines from
/// aligned_alloc, past operator new; hence malloc is what is counted.
struct allocations
{
    allocation_tally own;
    allocation_tally openssl;

    friend allocations operator-(allocations left, allocations right) noexcept
    {
        return {left.own - right.own, left.openssl - right.openssl};
    }
};

/// What the calling thread has allocated since it began. A program that links this has malloc
/// replaced; a block counts as freed for the thread that frees it.
[[nodiscard]] allocations allocations_so_far() noexcept;

/// From now on OpenSSL's blocks count as OpenSSL's. To be called first of all in `main`; throws
/// `std::logic_error` when OpenSSL has allocated already.
void tell_openssl_apart();

} // namespace signalwire::bench
