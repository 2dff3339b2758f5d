#pragma once

#include "client/operation_type.hpp"

#include <string>
#include <utility>

namespace signalwire::client
{

/// What is to be sent, whole in memory: each attempt sends it again.
struct request
{
    request(
        operation_type const& kind, std::string resource, std::string media_type = {},
        std::string content = {})
        : type(&kind)
        , target(std::move(resource))
        , content_type(std::move(media_type))
        , body(std::move(content))
    {
    }

    operation_type const* type;
    /// The path and the query.
    std::string target;
    std::string content_type;
    std::string body;
};

} // namespace signalwire::client
