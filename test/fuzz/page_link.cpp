// Links to other pages, and the hosts that people write into a configuration.

#include "client/site.hpp"
#include "fuzz/fuzz.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

using fuzz::require;
using signalwire::client::page_link;
using signalwire::client::site;
namespace net = signalwire::net;

namespace
{

site const acme(
    signalwire::client::parse_host("acme.signalwire.com"), "b3877c40-da60-4998-90ad-b792e98472af");

bool is_plain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

void check_link(std::string_view uri)
{
    page_link const link = acme.page_target(uri, "/Calls");
    if (!link.problem.empty())
    {
        require(link.target.empty(), "there is no target where there is a problem");
        return;
    }
    std::string_view rest = link.target;
    std::string const path = acme.path("/Calls");
    require(rest.starts_with(path), "a link stays under the path of its resource");
    rest.remove_prefix(path.size());
    if (rest.starts_with(".json"))
        rest.remove_prefix(5);
    require(rest.empty() || rest.front() == '?', "a link is the resource and a query");
    require(is_plain(link.target), "a target holds no white space, nor what is no ASCII");
    require(rest.find('#') == std::string_view::npos, "a target has no fragment");

    std::string_view const scheme = uri.substr(0, std::min<std::size_t>(uri.size(), 8));
    bool const is_absolute =
        std::equal(scheme.begin(), scheme.end(), "https://", [](char c, char expected) {
            return c == expected || (c | 0x20) == expected;
        });
    require(uri.starts_with('/') || is_absolute, "a link is a path or leads to https");
    require(!uri.starts_with("//"), "a link does not change the host and keep the scheme");

    page_link const again = acme.page_target(link.target, "/Calls");
    require(again.problem.empty() && again.target == link.target, "a target is its own link");
    page_link const full = acme.page_target(acme.url(link.target), "/Calls");
    require(full.problem.empty() && full.target == link.target, "its URL is the same link");
}

std::optional<net::origin> read_host(std::string_view text)
{
    try
    {
        return signalwire::client::parse_host(text);
    }
    catch (std::invalid_argument const& refusal)
    {
        std::string_view const reason = refusal.what();
        require(reason.starts_with("host: "), "a refusal names the member");
        require(
            std::none_of(
                reason.begin(), reason.end(),
                [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }),
            "a refusal can be printed");
        return std::nullopt;
    }
}

void check_host(std::string_view text)
{
    std::optional<net::origin> const origin = read_host(text);
    if (!origin)
        return;
    require(!origin->host.empty() && is_plain(origin->host), "a host is a name or an address");
    require(
        origin->host.find_first_of("/?#@[]\\\"<>%, ") == std::string::npos,
        "a host is nothing but a host");
    require(origin->port != 0, "a host has a port");
    // The name of a space may be as long as a host name, and then gets longer.
    if (origin->host.size() > 253)
        return;
    require(read_host(origin->authority()) == origin, "an authority is read as its own host");
    require(read_host(origin->host_and_port()) == origin, "so it is with a port");
}

} // namespace

SIGNALWIRE_FUZZ_TARGET(input)
{
    check_link(input);
    check_host(input);
    // Inputs that are no link by themselves can be the end of one.
    check_link(acme.path("/Calls").append(input));
    check_link("https://acme.signalwire.com" + std::string(input) + acme.path("/Calls"));
}
