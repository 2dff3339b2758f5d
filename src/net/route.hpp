#pragma once

#include "net/origin.hpp"
#include "net/proxy.hpp"
#include "net/public_key_pin.hpp"

#include <boost/asio/ssl/context.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace signalwire::net
{

/// Whom to connect to, which way, and how to know that it is they.
struct route
{
    route(origin to, boost::asio::ssl::context context)
        : target(std::move(to))
        , tls(std::move(context))
    {
    }

    origin target;
    boost::asio::ssl::context tls;
    std::optional<proxy> through;
    std::vector<public_key_pin> pins;
};

} // namespace signalwire::net
