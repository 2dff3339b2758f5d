#pragma once

#include <signalwire/compat/call.hpp>
#include <signalwire/timestamp.hpp>

#include <cstdint>
#include <string>

namespace signalwire::sandbox
{

/// One entry of a `server`'s journal: how a call has been since it arrived or changed.
///
/// Thread safety: a value type; distinct objects are independent.
struct call_version
{
    call_version() = default;

    /// The unique identifier of the call.
    std::string sid;

    /// The account's clock when the version was made. It stands in the call too, unless the account
    /// leaves out members and that is one of them.
    timestamp date_updated;

    /// 0 for a call that has just arrived; else how many times it has changed by now.
    std::uint64_t number = 0;

    /// How many requests the server had got when the version was made: the answers to later ones
    /// show it.
    std::uint64_t request = 0;

    /// The call as listings show it.
    compat::call call;
};

} // namespace signalwire::sandbox
