#pragma once

#include <signalwire/error.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace signalwire::paging
{

/// A failure that may pass by itself.
struct outage
{
    outage() = default;

    /// A clause for people.
    std::string reason;
    /// How long the server wants to be left alone, if it said so.
    std::optional<std::chrono::seconds> retry_after;
    /// The page token has expired: the listing must restart.
    bool expired = false;
};

/// Tells failures that may pass (of the network, of time, of a server that is overloaded or being
/// restarted) from those that need an intervention.
[[nodiscard]] std::optional<outage> passing_outage(error const& failure);

} // namespace signalwire::paging
