// Proxies: three lines, the URL, the list of exceptions and the host to reach.

#include "client/api_endpoint.hpp"
#include "client/proxy_selection.hpp"
#include "core/text.hpp"
#include "fuzz/fuzz.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

using fuzz::require;
using signalwire::proxy_config;
namespace client = signalwire::client;
namespace core = signalwire::core;
namespace net = signalwire::net;

namespace
{

std::string_view take_line(std::string_view& text)
{
    std::string_view const line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    return line;
}

net::origin host_or(std::string_view text, std::string_view otherwise)
{
    try
    {
        return client::parse_host(text);
    }
    catch (std::invalid_argument const&)
    {
        return client::parse_host(otherwise);
    }
}

std::optional<net::proxy> choose(proxy_config const& config, net::origin const& target)
{
    try
    {
        return client::select_proxy(config, target);
    }
    catch (std::invalid_argument const& refusal)
    {
        require(
            std::string_view(refusal.what()).starts_with("proxy.url: "),
            "a refusal names the member");
        return std::nullopt;
    }
}

void check_list(std::string_view list, net::origin const& target)
{
    bool any = false;
    std::string backwards;
    for (std::string_view rest = list; !rest.empty();)
    {
        std::string_view const entry = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
        any = any || client::matches_no_proxy(fuzz::lonely_bytes(entry).view(), target);
        backwards.insert(0, std::string(entry) + ',');
    }
    require(client::matches_no_proxy(list, target) == any, "a list covers what its entries cover");
    require(
        client::matches_no_proxy(backwards, target) == any, "the order of a list does not matter");
    // parse_host lets `.` through, which no list can name.
    require(
        target.host.starts_with('.')
            || client::matches_no_proxy(std::string(list) + "," + target.host_and_port(), target),
        "a list that names the target covers it");
}

} // namespace

SIGNALWIRE_FUZZ_TARGET(input)
{
    proxy_config config;
    config.url = take_line(input);
    config.no_proxy = take_line(input);
    net::origin const target = host_or(take_line(input), "acme.signalwire.com");
    check_list(config.no_proxy, target);
    check_list(config.no_proxy, client::parse_host("10.1.2.3"));
    check_list(config.no_proxy, client::parse_host("[fd12::1]:8443"));

    std::optional<net::proxy> const through = choose(config, target);
    require(
        !through || !client::matches_no_proxy(config.no_proxy, target),
        "what is listed needs no proxy");
    config.no_proxy.clear();
    std::optional<net::proxy> const always = choose(config, target);
    if (!always)
    {
        require(!through, "a wrong URL is wrong for every target");
        return;
    }
    require(!always->address.host.empty() && always->address.port != 0, "a proxy is somewhere");
    require(!core::has_control(always->address.host), "no host holds control characters");
    require(!core::has_control(always->authorization), "nor does what is sent to it");
}
