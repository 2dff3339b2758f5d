#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::sandbox
{

/// One entry of `server::creations`: what a request has created.
///
/// Thread safety: a value type; distinct objects are independent.
struct creation
{
    creation() = default;

    /// The name of the model, like that of its class: `call`, `message`, `call_stream`; also
    /// `phone_number` and `token`.
    std::string model;

    /// The unique identifier of what was created. It may be removed by now.
    std::string sid;

    /// The fields of the form as sent, in their order.
    std::vector<std::pair<std::string, std::string>> form;

    /// Number of the request, as `call_revision::request_count`.
    std::uint64_t request_count = 0;
};

} // namespace signalwire::sandbox
