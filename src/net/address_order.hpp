#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace signalwire::net
{

/// How long an attempt at one address runs alone before the next one starts in parallel (RFC 8305
/// section 8 recommends 250 ms).
inline constexpr std::chrono::milliseconds attempt_delay(250);

/// Returns addresses in the order of connection attempts (RFC 8305 section 4): address families
/// alternate, starting with that of the first address. The order within a family is the resolver's.
[[nodiscard]] inline std::vector<boost::asio::ip::tcp::endpoint> interleave_families(
    std::vector<boost::asio::ip::tcp::endpoint> const& addresses)
{
    if (addresses.empty())
        return {};
    bool const v6_first = addresses.front().address().is_v6();
    std::vector<boost::asio::ip::tcp::endpoint> preferred;
    std::vector<boost::asio::ip::tcp::endpoint> other;
    for (boost::asio::ip::tcp::endpoint const& address : addresses)
        (address.address().is_v6() == v6_first ? preferred : other).push_back(address);

    std::vector<boost::asio::ip::tcp::endpoint> order;
    for (std::size_t i = 0; i < std::max(preferred.size(), other.size()); ++i)
    {
        if (i < preferred.size())
            order.push_back(preferred[i]);
        if (i < other.size())
            order.push_back(other[i]);
    }
    return order;
}

} // namespace signalwire::net
