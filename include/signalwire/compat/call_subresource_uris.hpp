#pragma once

#include <signalwire/member_presence.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace signalwire::compat
{

/// Where a call's sub-resources are, relative to the host.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Calls, list: `subresource_uris`.
struct call_subresource_uris
{
    call_subresource_uris() = default;

    /// The recordings of the call.
    std::string recordings;
    /// What went wrong in the call. In the API's schema only, which says: always null.
    std::optional<std::string> notifications;

    /// Members that this version does not know, and what other members could not hold.
    boost::json::object extra;

    /// What the response left out.
    member_presence presence;

    /// Equal when all members are; how the response spelled them plays no part.
    friend bool operator==(call_subresource_uris const& left, call_subresource_uris const& right);
};

} // namespace signalwire::compat
