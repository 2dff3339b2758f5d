#pragma once

#include <signalwire/compat/calls_resource.hpp>
#include <signalwire/compat/recordings_resource.hpp>

#include <memory>

namespace signalwire::compat
{

/// The Compatibility ("LaML") API: `client.compat`. One member per resource.
class api
{
public:
    explicit api(std::shared_ptr<client::core> const& core);

    /// The calls of the account.
    calls_resource calls;
    /// The recordings of the account.
    recordings_resource recordings;
};

} // namespace signalwire::compat
