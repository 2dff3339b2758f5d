#pragma once

#include <signalwire/compat/calls_resource.hpp>
#include <signalwire/compat/recordings_resource.hpp>

#include <memory>

namespace signalwire::client
{
class engine;
}

/// The Compatibility ("LaML") API: the models of its responses, the filters of its lists, and the
/// resources by which they are asked for.
namespace signalwire::compat
{

/// The Compatibility ("LaML") API: `client.compat`. One member per resource.
class api
{
public:
    /// For `rest_client`, which makes the one there is.
    explicit api(std::shared_ptr<client::engine> const& engine);

    /// The calls of the account.
    calls_resource calls;
    /// The recordings of the account.
    recordings_resource recordings;
};

} // namespace signalwire::compat
