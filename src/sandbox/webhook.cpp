#include "sandbox/webhook.hpp"

#include "sandbox/certificate.hpp"
#include "sandbox/percent_encoding.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace signalwire::sandbox::detail
{

namespace
{

std::string keyed_digest(EVP_MD const* algorithm, std::string_view key, std::string_view message)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    unsigned char const* const done = HMAC(
        algorithm, key.data(), static_cast<int>(key.size()),
        reinterpret_cast<unsigned char const*>(message.data()), message.size(), digest.data(),
        &size);
    require(done != nullptr ? 1 : 0, "HMAC");
    return std::string(reinterpret_cast<char const*>(digest.data()), size);
}

std::string hexadecimal(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (char const c : bytes)
    {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

/// The message of form B: the parameters are sorted by name, those of one name stay in order.
std::string url_and_parameters(std::string_view url, webhook_parameters parameters)
{
    std::stable_sort(parameters.begin(), parameters.end(), [](auto const& left, auto const& right) {
        return left.first < right.first;
    });
    std::string out(url);
    for (auto const& [name, value] : parameters)
        out.append(name).append(value);
    return out;
}

} // namespace

bool callback::wants(std::string_view event) const noexcept
{
    return !url.empty()
        && (events.empty() || std::find(events.begin(), events.end(), event) != events.end());
}

std::string encode(webhook_parameters const& parameters)
{
    std::string out;
    for (auto const& [name, value] : parameters)
    {
        out += out.empty() ? "" : "&";
        append_percent_encoded(out, name);
        out += '=';
        append_percent_encoded(out, value);
    }
    return out;
}

webhook_parameters sign(
    std::string_view key, std::string_view url, std::string_view body,
    webhook_parameters const& parameters)
{
    std::string const form_b =
        base64(keyed_digest(EVP_sha1(), key, url_and_parameters(url, parameters)));
    std::string const newest =
        hexadecimal(keyed_digest(EVP_sha256(), key, std::string(url).append(body)));
    return {
        {"X-SignalWire-Sha256-Signature", newest},
        {"X-SignalWire-Signature", form_b},
        {"X-Twilio-Signature", form_b}};
}

} // namespace signalwire::sandbox::detail
