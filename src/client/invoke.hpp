#pragma once

#include <signalwire/detail/operation_source.hpp>
#include <signalwire/request_options.hpp>

#include <memory>

namespace signalwire::client
{

class engine;

/// Sends the request `call`.
void invoke(
    std::shared_ptr<engine> const& client, detail::operation_call call,
    request_options const& options, detail::operation_source::model_handler handler);

} // namespace signalwire::client
