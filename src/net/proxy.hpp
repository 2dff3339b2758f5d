#pragma once

#include "net/origin.hpp"

#include <string>

namespace signalwire::net
{

/// A proxy that connects us to others (CONNECT).
struct proxy
{
    proxy() = default;

    origin where;
    /// The value of the header Proxy-Authorization; empty for none. A secret.
    std::string authorization;
};

} // namespace signalwire::net
