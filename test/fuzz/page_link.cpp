// Links to other pages, and the hosts that people write into a configuration.

#include "client/api_endpoint.hpp"
#include "core/text.hpp"
#include "fuzz/fuzz.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

using fuzz::require;
using signalwire::client::api_endpoint;
using signalwire::client::page_link;
namespace net = signalwire::net;

namespace
{

api_endpoint const acme(
    signalwire::client::parse_host("acme.signalwire.com"), "b3877c40-da60-4998-90ad-b792e98472af");

bool is_plain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool is_digit(char c)
{
    return std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos;
}

/// Nothing in a target is left to a server to make sense of.
void check_text(std::string_view target)
{
    require(is_plain(target), "a target holds no white space, nor what is no ASCII");
    require(
        target.find_first_of("#\"<>\\^`{|}[]") == std::string_view::npos,
        "a target holds nothing that belongs escaped");
    for (std::size_t i = target.find('%'); i < target.size(); i = target.find('%', i + 1))
    {
        require(
            i + 2 < target.size() && is_digit(target[i + 1]) && is_digit(target[i + 2]),
            "a percent sign begins an escape");
    }
}

void check_link(std::string_view uri, std::string_view base = {})
{
    page_link const link = acme.page_target(uri, "/Calls", base);
    if (!link.error.empty())
    {
        require(link.target.empty(), "there is no target where there is a problem");
        require(link.deviation.empty(), "what is refused was not accepted");
        return;
    }
    std::string_view rest = link.target;
    check_text(rest);
    require(rest.size() <= 16 * 1024, "a target is no longer than a server takes");
    std::string const path = acme.path("/Calls");
    std::string_view const short_path = std::string_view(path).substr(9);
    std::string_view const begin = rest.starts_with(path) ? std::string_view(path) : short_path;
    require(rest.starts_with(begin), "a link stays under the path of its resource");
    rest.remove_prefix(begin.size());
    if (rest.starts_with(".json"))
        rest.remove_prefix(5);
    require(rest.empty() || rest.front() == '?', "a link is the resource and a query");

    std::string_view const before_query = uri.substr(0, uri.find_first_of("?#"));
    require(
        before_query.find("evil") == std::string_view::npos
            || before_query.find("..") != std::string_view::npos
            || before_query.find("%2") != std::string_view::npos,
        "a link does not lead to another host");
    require(
        std::none_of(uri.begin(), uri.end(), [](char c) { return c >= 0 && c < ' '; }),
        "a link holds no control character");

    page_link const again = acme.page_target(link.target, "/Calls");
    require(
        again.error.empty() && again.deviation.empty() && again.target == link.target,
        "a target is its own link");
    page_link const full = acme.page_target(acme.url(link.target), "/Calls");
    require(full.error.empty() && full.target == link.target, "its URL is the same link");
    page_link const moved = acme.page_target(link.target, "/Calls", acme.path("/Calls") + "?a=b");
    require(moved.target == link.target, "it is the same wherever it stands");
}

void check_message(std::string_view uri)
{
    std::string const told =
        signalwire::core::without_credentials("https://me:secret@" + std::string(uri));
    require(
        told.find("secret") == std::string::npos || uri.find("secret") != std::string_view::npos,
        "no credentials in messages");
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
    check_link(input, acme.path("/Calls") + ".json?Page=1");
    check_link("?" + std::string(input));
    check_message(input);
}
