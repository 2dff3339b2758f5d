#pragma once

#include <signalwire/compat/calls_resource.hpp>
#include <signalwire/compat/messages_resource.hpp>
#include <signalwire/compat/recordings_resource.hpp>

#include <memory>

namespace signalwire::client
{
class engine;
}

/// The Compatibility (LaML) API: response models, filters of lists, forms of requests, and
/// resources.
namespace signalwire::compat
{

/// The Compatibility (LaML) API: `client.compat`. One member per resource.
class api
{
public:
    /// Internal: constructed by `rest_client`.
    explicit api(std::shared_ptr<client::engine> const& engine);

    /// Calls of the account.
    calls_resource calls;
    /// Messages of the account.
    messages_resource messages;
    /// Recordings of the account.
    recordings_resource recordings;
};

} // namespace signalwire::compat
