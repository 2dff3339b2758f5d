#include "core/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>

namespace signalwire::core
{

namespace
{

unsigned char* bytes_of(std::string& text) noexcept
{
    return reinterpret_cast<unsigned char*>(text.data());
}

unsigned char const* bytes_of(std::string_view text) noexcept
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

} // namespace

std::string encode_base64(std::string_view bytes)
{
    // EVP_EncodeBlock writes a terminating zero behind the text, where std::string has its own.
    std::string out((bytes.size() + 2) / 3 * 4, '\0');
    EVP_EncodeBlock(bytes_of(out), bytes_of(bytes), static_cast<int>(bytes.size()));
    return out;
}

std::string encode_base64url(std::string_view bytes)
{
    std::string out = encode_base64(bytes);
    out.erase(out.find_last_not_of('=') + 1);
    std::replace(out.begin(), out.end(), '+', '-');
    std::replace(out.begin(), out.end(), '/', '_');
    return out;
}

std::optional<std::string> decode_base64url(std::string_view text)
{
    std::string padded(text);
    std::replace(padded.begin(), padded.end(), '-', '+');
    std::replace(padded.begin(), padded.end(), '_', '/');
    padded.append((4 - padded.size() % 4) % 4, '=');
    std::string out(padded.size() / 4 * 3, '\0');
    int const length =
        EVP_DecodeBlock(bytes_of(out), bytes_of(padded), static_cast<int>(padded.size()));
    if (length < 0)
        return std::nullopt;
    // EVP_DecodeBlock counts padding as zero bytes.
    out.resize(text.size() * 3 / 4);
    return encode_base64url(out) == text ? std::optional(out) : std::nullopt;
}

} // namespace signalwire::core
