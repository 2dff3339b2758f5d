#pragma once

#include "async/operation.hpp"
#include "client/request.hpp"
#include "client/response_target.hpp"
#include "client/services.hpp"

#include <signalwire/request_options.hpp>

#include <boost/asio/awaitable.hpp>

namespace signalwire::client
{

/// The one coroutine of a request, besides those that open a connection: does what `request_state`
/// decides. To be awaited on the strand of `op`; the references must outlive it.
[[nodiscard]] boost::asio::awaitable<fetch_result> drive(
    services& shared, async::operation& op, request what, request_options const& options,
    response_target target);

} // namespace signalwire::client
