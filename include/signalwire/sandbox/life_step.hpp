#pragma once

#include <chrono>
#include <string>
#include <utility>

namespace signalwire::sandbox
{

/// A step in the life of what a request has created, see `server_options::call_life`.
///
/// Thread safety: a value type; distinct objects are independent.
struct life_step
{
    /// Creates a step to `next_status`, `delay` after the one before.
    life_step(std::string next_status, std::chrono::seconds delay)
        : status(std::move(next_status))
        , after(delay)
    {
    }

    /// The status that begins.
    std::string status;

    /// Time on the account's clock since the step before, or the creation.
    std::chrono::seconds after;
};

} // namespace signalwire::sandbox
