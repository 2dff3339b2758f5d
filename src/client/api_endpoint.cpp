#include "client/api_endpoint.hpp"

#include "client/uri_reference.hpp"
#include "core/text.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <stdexcept>

namespace signalwire::client
{

namespace urls = boost::urls;

namespace
{

[[noreturn]] void reject_host(std::string_view text, std::string_view reason)
{
    throw std::invalid_argument(
        "host: " + core::quoted(text) + ' ' + std::string(reason)
        + "; write the name of the space, such as acme.signalwire.com");
}

net::origin read_origin(urls::url_view const& url)
{
    net::origin out;
    out.host = core::to_lower(url.host_address());
    // 0 denotes an invalid port: no origin has it.
    out.port = url_port(url, 443).value_or(0);
    out.host_is_address =
        url.host_type() == urls::host_type::ipv4 || url.host_type() == urls::host_type::ipv6;
    return out;
}

bool is_space_name(std::string_view host) noexcept
{
    return host.find('.') == std::string_view::npos && host != "localhost";
}

/// Servers accept no longer targets.
constexpr std::size_t max_link_bytes = std::size_t{16} * 1024;

constexpr std::string_view no_uri = "not a URI of this API";
constexpr std::string_view api_prefix = "/api/laml";
constexpr std::string_view version_path = "/2010-04-01";
constexpr std::string_view accounts = "/2010-04-01/Accounts/";
/// The list of accounts, which is not below an account.
constexpr std::string_view all_accounts = "/Accounts";
/// The pages of faxes have URIs of another API.
constexpr std::string_view fax_prefix = "/fax/v1";
constexpr std::string_view faxes = "/Faxes";

page_link rejected(std::string_view error)
{
    page_link link;
    link.error = error;
    return link;
}

std::string_view without_blanks(std::string_view text) noexcept
{
    std::size_t const begin = std::min(text.find_first_not_of(' '), text.size());
    return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

bool is_same_port(urls::url_view const& url, bool is_http, net::origin const& origin) noexcept
{
    // A TLS port does not accept plain HTTP: a server that writes http: has a TLS proxy in front.
    if (is_http && (!url.has_port() || url.port().empty() || url.port() == "80"))
        return true;
    return url_port(url, 443) == origin.port;
}

/// Returns why a reference does not point to `origin`, as a lower-case message, or an empty string.
std::string origin_error(uri_reference const& reference, net::origin const& origin)
{
    // Checked first: other messages show the URI.
    if (reference.has_credentials())
        return "contains credentials";
    if (!reference.has_authority)
        return std::string(reference.has_scheme ? no_uri : "");
    std::string const scheme = reference.has_scheme ? core::to_lower(reference.scheme) : "https";
    if (scheme != "https" && scheme != "http")
        return "the scheme is neither https nor http";
    std::string const text = "https://" + std::string(reference.authority);
    boost::system::result<urls::url_view> const url = urls::parse_uri(text);
    if (!url)
        return std::string(no_uri);
    net::origin named = read_origin(*url);
    if (named.host.ends_with('.'))
        named.host.pop_back();
    if (named.host != origin.host)
        return "another host, credentials are not sent there";
    if (!is_same_port(*url, scheme == "http", origin))
        return "another port, credentials are not sent there";
    return {};
}

/// The parts of an account's resource path, as views into it.
struct path_parts
{
    explicit path_parts(std::string_view path) noexcept
    {
        if (path.starts_with(api_prefix))
            prefix = path.substr(0, api_prefix.size());
        path.remove_prefix(prefix.size());
        is_of_account = path.starts_with(accounts);
        if (is_of_account)
        {
            path.remove_prefix(accounts.size());
            account = path.substr(0, path.find('/'));
            resource = path.substr(account.size());
        }
        else if (
            path.starts_with(version_path)
            && path.substr(version_path.size()).starts_with(all_accounts))
            resource = path.substr(version_path.size());
        else if (path.starts_with(fax_prefix) && path.substr(fax_prefix.size()).starts_with(faxes))
            resource = path.substr(fax_prefix.size());
    }

    [[nodiscard]] bool is_of(std::string_view expected) const noexcept
    {
        return resource.starts_with(expected)
            && (resource.size() == expected.size() || resource.substr(expected.size()) == ".json");
    }

    bool is_of_account = false;
    std::string_view prefix;
    std::string_view account;
    std::string_view resource;
};

} // namespace

std::optional<std::uint16_t> url_port(
    boost::urls::url_view const& url, std::uint16_t default_port) noexcept
{
    if (!url.has_port() || url.port().empty())
        return default_port;
    std::string_view const text(url.port().data(), url.port().size());
    std::optional<std::uint16_t> const port = core::parse_number<std::uint16_t>(text);
    return port && *port != 0 ? port : std::nullopt;
}

// Certificates and headers must not receive arbitrary text that a URI can encode.
bool is_host_name(std::string_view host) noexcept
{
    bool const parts_are_there =
        !host.empty() && host.front() != '.' && host.find("..") == std::string_view::npos;
    return parts_are_there && host.size() <= 253
        && std::all_of(host.begin(), host.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
                   || c == '_';
           });
}

net::origin parse_host(std::string_view text)
{
    if (text.empty())
        throw std::invalid_argument("host: must not be empty");
    // Checked first: other messages quote the text.
    if (text.find('@') != std::string_view::npos)
        throw std::invalid_argument("host: must not contain credentials");
    bool const has_scheme = text.find("://") != std::string_view::npos;
    std::string const source = has_scheme ? std::string(text) : "https://" + std::string(text);
    boost::system::result<urls::url_view> const url = urls::parse_uri(source);
    if (!url)
        reject_host(text, "is not a host name");
    if (url->scheme_id() != urls::scheme::https)
        reject_host(text, "must use https");
    if (url->encoded_host().empty() || url->has_query() || url->has_fragment()
        || (!url->encoded_path().empty() && url->encoded_path() != "/"))
        reject_host(text, "must be a host name and an optional port");
    // Decoding could turn it into another kind of host, such as an address.
    if (std::string_view(url->encoded_host().data(), url->encoded_host().size()).find('%')
        != std::string_view::npos)
        reject_host(text, "is not a host name");
    if (!url_port(*url, 443))
        reject_host(text, "has no usable port");

    net::origin out = read_origin(*url);
    if (!out.host_is_address && is_space_name(out.host))
        out.host += ".signalwire.com";
    bool const no_address = url->host_type() == urls::host_type::ipvfuture;
    if (no_address || (!out.host_is_address && !is_host_name(out.host)))
        reject_host(text, "is not a host name");
    // No certificate would ever match.
    if (out.host.back() == '.')
        reject_host(text, "ends in a dot");
    return out;
}

api_endpoint::api_endpoint(net::origin origin, std::string_view project)
    : origin_(std::move(origin))
    , account_(urls::encode(project, urls::unreserved_chars))
{
}

std::string api_endpoint::path(std::string_view resource) const
{
    return target(resource, detail::query());
}

std::string api_endpoint::target(std::string_view resource, detail::query const& query) const
{
    std::string const encoded = query.encoded();
    std::string out;
    out.reserve(
        api_prefix.size() + accounts.size() + account_.size() + resource.size() + encoded.size()
        + 1);
    out.append(api_prefix);
    if (resource.starts_with(all_accounts))
        out.append(version_path);
    else
        out.append(accounts).append(account_);
    out.append(resource);
    if (!encoded.empty())
        out.append("?").append(encoded);
    return out;
}

std::string api_endpoint::url(std::string_view target) const
{
    return "https://" + origin_.authority() + std::string(target);
}

page_link api_endpoint::page_target(
    std::string_view uri, std::string_view resource, std::string_view base) const
{
    if (uri.size() > max_link_bytes)
        return rejected("longer than " + std::to_string(max_link_bytes) + " bytes");
    if (core::has_control(uri))
        return rejected("contains a control character");
    std::string_view const trimmed = without_blanks(uri);
    uri_reference const reference(trimmed);
    if (std::string error = origin_error(reference, origin_); !error.empty())
        return rejected(std::move(error));

    std::string const base_target = base.empty() ? path(resource) : std::string(base);
    path_and_query const found = resolve(reference, uri_reference(base_target));
    path_parts const parts(found.path);
    if (parts.is_of_account && core::to_lower(parts.account) != core::to_lower(account_))
        return rejected("another account");
    if (!parts.is_of(resource))
        return rejected("another resource than " + path(resource));

    page_link link;
    if (parts.is_of_account)
        link.target.append(parts.prefix).append(accounts).append(account_).append(parts.resource);
    else
        link.target = path(parts.resource);
    if (found.query)
        link.target.append("?").append(*found.query);
    if (link.target.size() > max_link_bytes)
        return rejected("longer than " + std::to_string(max_link_bytes) + " bytes");
    if (found.was_escaped || trimmed.size() != uri.size())
        link.deviation = "paging.link_characters";
    else if (reference.has_scheme && core::to_lower(reference.scheme) != "https")
        link.deviation = "paging.link_scheme";
    else if (parts.is_of_account && parts.account != account_)
        link.deviation = "paging.link_account";
    return link;
}

} // namespace signalwire::client
