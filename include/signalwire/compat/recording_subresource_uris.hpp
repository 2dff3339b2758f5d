#pragma once

#include <signalwire/member_presence.hpp>

#include <boost/json/object.hpp>

#include <string>

namespace signalwire::compat
{

/// Where a recording's sub-resources are, relative to the host.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Recordings, list: `subresource_uris`.
struct recording_subresource_uris
{
    recording_subresource_uris() = default;

    /// The transcriptions of the recording.
    std::string transcriptions;

    /// Members that this version does not know, and what other members could not hold.
    boost::json::object extra;

    /// What the response left out.
    member_presence presence;

    /// Equal when all members are; how the response spelled them plays no part.
    friend bool operator==(
        recording_subresource_uris const& left, recording_subresource_uris const& right);
};

} // namespace signalwire::compat
