#include "core/fingerprint.hpp"

#include <openssl/sha.h>

#include <array>

namespace signalwire::core
{

std::uint64_t fingerprint_of(std::string_view text)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<unsigned char const*>(text.data()), text.size(), digest.data());
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 7; ++i)
        value = value << 8 | digest[i];
    return value >> 3 | 1;
}

} // namespace signalwire::core
