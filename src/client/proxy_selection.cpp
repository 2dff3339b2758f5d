#include "client/proxy_selection.hpp"

#include "client/api_endpoint.hpp"
#include "core/text.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace signalwire::client
{

namespace asio = boost::asio;
namespace urls = boost::urls;
using boost::system::error_code;

namespace
{

[[noreturn]] void reject(std::string_view rule)
{
    // The message omits the URL, which may contain a password.
    throw std::invalid_argument("proxy.url: " + std::string(rule));
}

std::string basic_credentials(urls::url_view const& url)
{
    std::string const user = url.user();
    std::string const password = url.password();
    if (core::has_control(user) || core::has_control(password))
        reject("the credentials must not contain control characters");
    // RFC 7617 section 2: a colon would end the user name.
    if (user.find(':') != std::string::npos)
        reject("the user name must not contain a colon");
    return "Basic " + core::encode_base64(user + ':' + password);
}

net::proxy read_proxy(std::string_view text)
{
    bool const has_scheme = text.find("://") != std::string_view::npos;
    std::string const source = has_scheme ? std::string(text) : "http://" + std::string(text);
    boost::system::result<urls::url_view> const url = urls::parse_uri(source);
    if (!url || url->encoded_host().empty() || !url_port(*url, 80))
        reject("not a URL such as http://proxy.example.com:3128");
    if (url->scheme_id() != urls::scheme::http)
        reject("only http:// proxies are supported: http://host:port");
    if ((!url->encoded_path().empty() && url->encoded_path() != "/") || url->has_query()
        || url->has_fragment())
        reject("more than a host and a port");

    net::proxy out;
    out.address.host = core::to_lower(url->host_address());
    out.address.port = *url_port(*url, 80);
    out.address.host_is_address =
        url->host_type() == urls::host_type::ipv4 || url->host_type() == urls::host_type::ipv6;
    bool const no_address = url->host_type() == urls::host_type::ipvfuture;
    if (no_address || (!out.address.host_is_address && !is_host_name(out.address.host)))
        reject("not a host name");
    if (url->has_userinfo())
        out.authorization = basic_credentials(*url);
    return out;
}

/// Returns true if the address is in a network such as `10.0.0.0/8`.
bool is_inside(asio::ip::address const& address, std::string const& network)
{
    // Asio would read the prefix length modulo 2^32.
    if (network.size() - network.find('/') > std::string_view("/128").size())
        return false;
    error_code code;
    if (address.is_v4())
    {
        asio::ip::network_v4 const net = asio::ip::make_network_v4(network, code);
        asio::ip::network_v4 const one(address.to_v4(), 32);
        return !code && (one.is_subnet_of(net) || one.address() == net.address());
    }
    asio::ip::network_v6 const net = asio::ip::make_network_v6(network, code);
    asio::ip::network_v6 const one(address.to_v6(), 128);
    return !code && (one.is_subnet_of(net) || one.address() == net.address());
}

/// Removes `:port` from the end of an entry. Returns false if it is there and not `port`.
bool take_port(std::string_view& entry, std::uint16_t port)
{
    std::size_t const colon = entry.rfind(':');
    bool const is_address_of_v6 = entry.find(':') != colon;
    if (colon == std::string_view::npos || is_address_of_v6)
        return true;
    if (core::parse_number<std::uint16_t>(entry.substr(colon + 1)) != port)
        return false;
    entry = entry.substr(0, colon);
    return true;
}

/// Returns true if an address or network contains the address of `target`.
bool matches_address(std::string const& entry, net::origin const& target)
{
    error_code code;
    asio::ip::address const address = asio::ip::make_address(target.host, code);
    if (code || entry.find('/') != std::string::npos)
        return !code && is_inside(address, entry);
    return address == asio::ip::make_address(entry, code) && !code;
}

/// `[address]` or `[address]/bits`, optionally followed by `:port`.
bool matches_bracketed(std::string_view entry, net::origin const& target)
{
    std::size_t const end = entry.find(']');
    if (end == std::string_view::npos)
        return false;
    std::string_view bits = entry.substr(end + 1);
    return take_port(bits, target.port) && (bits.empty() || bits.front() == '/')
        && matches_address(std::string(entry.substr(1, end - 1)).append(bits), target);
}

/// `example.com`, `.example.com` and `*.example.com` match the name and its subdomains,
/// `*example.com` any name with that suffix.
bool matches_name(std::string_view entry, net::origin const& target)
{
    if (entry.ends_with('.'))
        entry.remove_suffix(1);
    bool const any_end = entry.starts_with('*') && !entry.starts_with("*.");
    if (entry.starts_with('*'))
        entry.remove_prefix(1);
    if (entry.starts_with('.'))
        entry.remove_prefix(1);
    std::string const name = core::to_lower(entry);
    return !name.empty()
        && (target.host == name || target.host.ends_with(any_end ? name : '.' + name));
}

bool matches(std::string_view entry, net::origin const& target)
{
    if (entry.starts_with('['))
        return target.host_is_address && matches_bracketed(entry, target);
    if (!take_port(entry, target.port))
        return false;
    if (entry == "*")
        return true;
    return target.host_is_address ? matches_address(std::string(entry), target)
                                  : matches_name(entry, target);
}

bool is_this_machine(net::origin const& target)
{
    error_code code;
    return target.host == "localhost"
        || (target.host_is_address && asio::ip::make_address(target.host, code).is_loopback());
}

} // namespace

std::optional<net::proxy> select_proxy(proxy_config const& config, net::origin const& target)
{
    if (config.url.empty())
        return std::nullopt;
    // Checked first: an unused proxy may have an invalid URL.
    if (matches_no_proxy(config.no_proxy, target))
        return std::nullopt;
    return read_proxy(config.url);
}

bool matches_no_proxy(std::string_view list, net::origin const& target)
{
    constexpr std::string_view separators = ", \t\r\n";
    for (;;)
    {
        list.remove_prefix(std::min(list.find_first_not_of(separators), list.size()));
        std::string_view const entry = list.substr(0, list.find_first_of(separators));
        if (entry.empty())
            return false;
        if (matches(entry, target))
            return true;
        list.remove_prefix(entry.size());
    }
}

proxy_config proxy_from_environment(
    client_config::environment const& variables, net::origin const& target)
{
    auto const either = [&](std::string_view upper, std::string_view lower) {
        std::string const first = variables(upper).value_or("");
        std::string const second = variables(lower).value_or("");
        return std::string(
            core::trimmed(first).empty() ? core::trimmed(second) : core::trimmed(first));
    };
    proxy_config out;
    if (is_this_machine(target))
        return out;
    out.url = either("HTTPS_PROXY", "https_proxy");
    out.no_proxy = either("NO_PROXY", "no_proxy");
    return out;
}

} // namespace signalwire::client
