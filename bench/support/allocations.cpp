#include "support/allocations.hpp"

#include <malloc.h>
#include <openssl/crypto.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>

// glibc's own, behind the names that are replaced here.
extern "C"
{
    void* __libc_malloc(std::size_t);
    void* __libc_calloc(std::size_t, std::size_t);
    void* __libc_realloc(void*, std::size_t);
    void* __libc_memalign(std::size_t, std::size_t);
    void __libc_free(void*);
}

namespace
{

namespace bench = signalwire::bench;

// Of constant initialisation, so that no access allocates.
constinit thread_local bench::allocations tallies;
constinit thread_local bool in_openssl = false;

bench::allocation_tally& tally() noexcept
{
    return in_openssl ? tallies.openssl : tallies.own;
}

std::int64_t size_of(void* block) noexcept
{
    return block ? static_cast<std::int64_t>(malloc_usable_size(block) + sizeof(std::size_t)) : 0;
}

void* note(void* block) noexcept
{
    if (block)
    {
        ++tally().blocks;
        tally().live_bytes += size_of(block);
    }
    return block;
}

/// OpenSSL is allocating.
class openssl_scope
{
public:
    openssl_scope() noexcept
    {
        in_openssl = true;
    }

    openssl_scope(openssl_scope const&) = delete;
    openssl_scope& operator=(openssl_scope const&) = delete;

    ~openssl_scope()
    {
        in_openssl = false;
    }
};

void* openssl_malloc(std::size_t size, char const*, int)
{
    openssl_scope const scope;
    return std::malloc(size);
}

void* openssl_realloc(void* block, std::size_t size, char const*, int)
{
    openssl_scope const scope;
    return std::realloc(block, size);
}

void openssl_free(void* block, char const*, int)
{
    openssl_scope const scope;
    std::free(block);
}

} // namespace

extern "C" void* malloc(std::size_t size) noexcept
{
    return note(__libc_malloc(size));
}

extern "C" void* calloc(std::size_t count, std::size_t size) noexcept
{
    return note(__libc_calloc(count, size));
}

extern "C" void* realloc(void* block, std::size_t size) noexcept
{
    std::int64_t const before = size_of(block);
    void* const moved = __libc_realloc(block, size);
    if (moved || size == 0)
        tally().live_bytes -= before;
    return note(moved);
}

extern "C" void* memalign(std::size_t alignment, std::size_t size) noexcept
{
    return note(__libc_memalign(alignment, size));
}

extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept
{
    return note(__libc_memalign(alignment, size));
}

extern "C" int posix_memalign(void** block, std::size_t alignment, std::size_t size) noexcept
{
    void* const made = note(__libc_memalign(alignment, size));
    if (!made)
        return ENOMEM;
    *block = made;
    return 0;
}

extern "C" void free(void* block) noexcept
{
    tally().live_bytes -= size_of(block);
    __libc_free(block);
}

namespace signalwire::bench
{

allocations allocations_so_far() noexcept
{
    return tallies;
}

void tell_openssl_apart()
{
    if (CRYPTO_set_mem_functions(openssl_malloc, openssl_realloc, openssl_free) != 1)
        throw std::logic_error("OpenSSL has allocated before main began");
}

} // namespace signalwire::bench
