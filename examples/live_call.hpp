#pragma once

#include <signalwire/rest_client.hpp>

#include <boost/asio/awaitable.hpp>

#include <string>

/// Places a call, shows the webhooks about it, which `signing_key` signs, ends it and fetches
/// its recording.
boost::asio::awaitable<void> show_live_call(
    signalwire::rest_client const& client, std::string signing_key);
