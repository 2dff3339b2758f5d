#pragma once

#include <signalwire/compat/call.hpp>
#include <signalwire/timestamp.hpp>

#include <cstdint>
#include <string>

namespace signalwire::sandbox
{

/// One entry of `server::call_history`: a call after it was added or updated.
///
/// Thread safety: a value type; distinct objects are independent.
struct call_revision
{
    call_revision() = default;

    /// The unique identifier of the call.
    std::string sid;

    /// The account's clock when the revision was made. `call` has the same value, unless the
    /// response omits the member `date_updated`.
    timestamp date_updated;

    /// 0 for a call that was just added; otherwise the number of its updates so far.
    std::uint64_t revision = 0;

    /// Number of requests that the server had received when the revision was made. Responses to
    /// later requests show it.
    std::uint64_t request_count = 0;

    /// The call as listings show it.
    compat::call call;
};

} // namespace signalwire::sandbox
