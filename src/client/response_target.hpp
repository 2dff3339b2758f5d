#pragma once

#include "client/body_receiver.hpp"
#include "client/response_model.hpp"

namespace signalwire::client
{

/// Where the body of a successful response goes: one of both.
struct response_target
{
    response_target() = default;

    response_target(response_model& decoded) noexcept // NOLINT(google-explicit-constructor)
        : model(&decoded)
    {
    }

    response_target(body_receiver& as_is) noexcept // NOLINT(google-explicit-constructor)
        : receiver(&as_is)
    {
    }

    response_model* model = nullptr;
    body_receiver* receiver = nullptr;
};

} // namespace signalwire::client
