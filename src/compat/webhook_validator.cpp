#include "core/text.hpp"

#include <signalwire/webhook.hpp>
#include <signalwire/webhook_validator.hpp>

#include <boost/algorithm/hex.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace signalwire
{

namespace
{

std::string_view text_of(std::array<unsigned char, EVP_MAX_MD_SIZE> const& digest, unsigned size)
{
    return {reinterpret_cast<char const*>(digest.data()), size};
}

std::string hmac(EVP_MD const* algorithm, std::string_view key, std::string_view message)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!HMAC(
            algorithm, key.data(), static_cast<int>(key.size()),
            reinterpret_cast<unsigned char const*>(message.data()), message.size(), digest.data(),
            &size))
        throw std::runtime_error("OpenSSL cannot compute the signature of a webhook");
    return std::string(text_of(digest, size));
}

std::string sha256(std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL cannot compute the hash of a webhook");
    return std::string(text_of(digest, size));
}

bool equal(std::string_view computed, std::string_view received) noexcept
{
    return computed.size() == received.size()
        && CRYPTO_memcmp(computed.data(), received.data(), computed.size()) == 0;
}

/// Returns `url` as it is, and with its default port added or removed.
std::vector<std::string> spellings(std::string_view url)
{
    std::vector<std::string> out{std::string(url)};
    auto const parsed = boost::urls::parse_uri(url);
    if (!parsed)
        return out;
    boost::urls::url other(*parsed);
    std::string_view const port = other.scheme_id() == boost::urls::scheme::https ? "443" : "80";
    if (!other.has_port())
        other.set_port(port);
    else if (std::string_view(other.port()) == port)
        other.remove_port();
    else
        return out;
    out.emplace_back(other.buffer());
    return out;
}

/// Returns the parameter `bodySHA256` of the query of `url`.
std::optional<std::string> body_hash(std::string_view url)
{
    std::size_t const query = url.find('?');
    if (query == std::string_view::npos)
        return std::nullopt;
    webhook const parameters = webhook::parse(url.substr(query + 1, url.find('#') - query - 1));
    std::optional<std::string_view> const hash = parameters.get("bodySHA256");
    return hash ? std::optional(core::to_lower(*hash)) : std::nullopt;
}

/// A form never has these characters unencoded; every JSON object, array and string does.
bool is_form(std::string_view body) noexcept
{
    return std::all_of(body.begin(), body.end(), [](char c) {
        return c > 0x20 && c < 0x7f && std::string_view("\"<>[\\]{}").find(c) == std::string::npos;
    });
}

/// Returns the part of the message after the URL if parameters are signed instead of bytes; nothing
/// if the body has no such signature.
std::optional<std::string> signed_parameters(std::string_view url, std::string_view body)
{
    if (std::optional<std::string> const hash = body_hash(url))
        return equal(boost::algorithm::hex_lower(sha256(body)), *hash)
            ? std::optional<std::string>("")
            : std::nullopt;
    if (!is_form(body))
        return std::nullopt;
    auto parameters = webhook::parse(body).parameters();
    std::stable_sort(parameters.begin(), parameters.end(), [](auto const& left, auto const& right) {
        return left.first < right.first;
    });
    std::string out;
    for (auto const& [name, value] : parameters)
        out.append(name).append(value);
    return out.empty() && !body.empty() ? std::nullopt : std::optional(std::move(out));
}

} // namespace

webhook_validator::webhook_validator(std::string_view signing_key)
    : key_(signing_key)
{
    if (key_.empty())
        throw std::invalid_argument("the signing key of webhooks must not be empty");
}

bool webhook_validator::valid(
    webhook_signatures const& signatures, std::string_view url, std::string_view body) const
{
    std::string const raw = std::string(url).append(body);
    using boost::algorithm::hex_lower;
    if (equal(hex_lower(hmac(EVP_sha256(), key_, raw)), signatures.signalwire_sha256)
        || equal(hex_lower(hmac(EVP_sha1(), key_, raw)), signatures.signalwire))
        return true;
    std::optional<std::string> const parameters = signed_parameters(url, body);
    if (!parameters)
        return false;
    bool is_valid = false;
    for (std::string const& spelling : spellings(url))
    {
        std::string const computed =
            core::encode_base64(hmac(EVP_sha1(), key_, spelling + *parameters));
        // Both are compared, always.
        is_valid |= equal(computed, signatures.signalwire);
        is_valid |= equal(computed, signatures.twilio);
    }
    return is_valid;
}

} // namespace signalwire
