#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

using webhook_parameters = std::vector<std::pair<std::string, std::string>>;

/// A webhook to send.
struct webhook
{
    webhook() = default;

    /// What it is about: webhooks of one are sent in order.
    std::string sid;
    std::string url;
    std::string method;
    webhook_parameters parameters;
};

/// Where the webhooks about an object go, and which.
struct callback
{
    callback() = default;

    /// Returns true if the webhook of an event was asked for.
    [[nodiscard]] bool wants(std::string_view event) const noexcept;

    /// Empty if none are sent.
    std::string url;
    std::string method = "POST";
    /// Empty for all.
    std::vector<std::string> events;
    /// Number of webhooks so far.
    std::uint64_t sequence = 0;
};

/// Returns the parameters as `application/x-www-form-urlencoded`.
[[nodiscard]] std::string encode(webhook_parameters const& parameters);

/// Returns the headers that sign a webhook. `url` is as requested, its query included, and
/// `parameters` are those of its body.
[[nodiscard]] webhook_parameters sign(
    std::string_view key, std::string_view url, std::string_view body,
    webhook_parameters const& parameters);

} // namespace signalwire::sandbox::detail
