#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <vector>

namespace signalwire::net
{

/// How long an attempt at one address runs alone before the next address is tried beside it
/// (RFC 8305 section 8 recommends 250 ms).
inline constexpr std::chrono::milliseconds attempt_delay(250);

/// Puts addresses in the order in which they are tried (RFC 8305 section 4): families take turns,
/// beginning with that of the first address, whose order within a family the name service decided.
[[nodiscard]] std::vector<boost::asio::ip::tcp::endpoint> interleave_families(
    std::vector<boost::asio::ip::tcp::endpoint> const& answers);

} // namespace signalwire::net
