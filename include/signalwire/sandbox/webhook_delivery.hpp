#pragma once

#include <string>
#include <utility>
#include <vector>

namespace signalwire::sandbox
{

/// One entry of `server::webhooks`: a webhook that was delivered, or could not be.
///
/// Thread safety: a value type; distinct objects are independent.
struct webhook_delivery
{
    webhook_delivery() = default;

    /// The unique identifier of the call, message or recording.
    std::string sid;

    /// Where it was sent to; that of a GET has the parameters.
    std::string url;

    /// `POST` or `GET`.
    std::string method;

    /// The parameters, as in a form.
    std::vector<std::pair<std::string, std::string>> parameters;

    /// Number of times that it was sent: 1 or 2, or 0 if it was refused.
    unsigned attempts = 0;

    /// The status of the last response; 0 without one.
    int status = 0;

    /// Why it was refused or not delivered; empty if a response came.
    std::string failure;
};

} // namespace signalwire::sandbox
