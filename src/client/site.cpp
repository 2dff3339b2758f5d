#include "client/site.hpp"

#include "client/text.hpp"
#include "client/url_port.hpp"

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

[[noreturn]] void refuse_host(std::string_view text, std::string_view reason)
{
    throw std::invalid_argument(
        "host: " + client::quoted(text) + ' ' + std::string(reason)
        + "; write the name of the space, such as acme.signalwire.com");
}

net::origin read_origin(urls::url_view const& url)
{
    net::origin out;
    out.host = client::to_lower(url.host_address());
    // 0 stands for a port that cannot be: it equals that of no origin.
    out.port = url_port(url, 443).value_or(0);
    out.host_is_address =
        url.host_type() == urls::host_type::ipv4 || url.host_type() == urls::host_type::ipv6;
    return out;
}

bool is_space_name(std::string_view host) noexcept
{
    return host.find('.') == std::string_view::npos && host != "localhost";
}

} // namespace

// What stands in a certificate and in a header must not be anything that a URI can encode.
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
    // Before anything else, because all other refusals quote the text.
    if (text.find('@') != std::string_view::npos)
        throw std::invalid_argument("host: must not contain credentials");
    bool const has_scheme = text.find("://") != std::string_view::npos;
    std::string const source = has_scheme ? std::string(text) : "https://" + std::string(text);
    boost::system::result<urls::url_view> const url = urls::parse_uri(source);
    if (!url)
        refuse_host(text, "is not a host name");
    if (url->scheme_id() != urls::scheme::https)
        refuse_host(text, "is not reached by https");
    if (url->encoded_host().empty() || url->has_query() || url->has_fragment()
        || (!url->encoded_path().empty() && url->encoded_path() != "/"))
        refuse_host(text, "is more or less than a host");
    // Decoded it might be something else than what was written: an address, say.
    if (std::string_view(url->encoded_host().data(), url->encoded_host().size()).find('%')
        != std::string_view::npos)
        refuse_host(text, "is not a host name");
    if (!url_port(*url, 443))
        refuse_host(text, "has no usable port");

    net::origin out = read_origin(*url);
    if (!out.host_is_address && is_space_name(out.host))
        out.host += ".signalwire.com";
    bool const no_address = url->host_type() == urls::host_type::ipvfuture;
    if (no_address || (!out.host_is_address && !is_host_name(out.host)))
        refuse_host(text, "is not a host name");
    // No certificate would ever match.
    if (out.host.back() == '.')
        refuse_host(text, "ends in a dot");
    return out;
}

site::site(net::origin where, std::string_view project)
    : origin_(std::move(where))
    , account_path_(
          "/api/laml/2010-04-01/Accounts/" + urls::encode(project, urls::unreserved_chars))
{
}

std::string site::path(std::string_view resource) const
{
    return account_path_ + std::string(resource);
}

std::string site::target(std::string_view resource, detail::query const& query) const
{
    std::string out = path(resource);
    if (std::string const encoded = query.encoded(); !encoded.empty())
        out += '?' + encoded;
    return out;
}

std::string site::url(std::string_view target) const
{
    return "https://" + origin_.authority() + std::string(target);
}

bool site::is_path_of(std::string_view resource, std::string_view path) const noexcept
{
    if (!path.starts_with(account_path_))
        return false;
    path.remove_prefix(account_path_.size());
    if (!path.starts_with(resource))
        return false;
    path.remove_prefix(resource.size());
    return path.empty() || path == ".json";
}

page_link site::page_target(std::string_view uri, std::string_view resource) const
{
    page_link link;
    boost::system::result<urls::url_view> const url = urls::parse_uri_reference(uri);
    if (!url || url->has_scheme() != url->has_authority())
        link.problem = "it is not a URI of this API";
    else if (
        url->has_authority()
        && (url->scheme_id() != urls::scheme::https || url->has_userinfo()
            || read_origin(*url) != origin_))
        link.problem = "it leads to another host, which must not see the token";
    else if (!is_path_of(resource, {url->encoded_path().data(), url->encoded_path().size()}))
        link.problem = "it leads away from " + path(resource);
    if (!link.problem.empty())
        return link;

    link.target.reserve(uri.size());
    link.target.append(url->encoded_path());
    if (url->has_query())
        link.target.append("?").append(url->encoded_query());
    return link;
}

} // namespace signalwire::client
