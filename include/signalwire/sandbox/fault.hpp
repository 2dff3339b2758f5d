#pragma once

#include <signalwire/sandbox/mock_response.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox
{

/// A `mock_response` and the conditions that select the requests it applies to.
///
///     server.inject(fault(mock_response().disconnect_at(disconnect_point::in_body).with_reset())
///                       .probability(0.05));
///     server.inject(fault(mock_response(503)).every(10).times(3));
///     server.inject(fault::parse("status=429,retry-after=1,p=0.1"));
///
/// A fault without conditions applies to every request. With several conditions, all must be met.
/// Requests are counted from 1, starting when the fault is injected. The requests selected by a
/// probability are a pure function of `server_options::fault_seed`, the fault's number and the
/// request's number. They are the same in every run.
///
/// Thread safety: a value type; distinct objects are independent.
class fault
{
public:
    /// Creates a fault without conditions. The selected requests get `response`.
    explicit fault(mock_response response);

    /// Parses `KIND[=VALUE][,SETTING=VALUE]…`, for example `reset=body,p=0.05`. See `syntax`.
    ///
    /// Throws: `std::invalid_argument` if `spec` is invalid; the message lists the valid words.
    [[nodiscard]] static fault parse(std::string_view spec);

    /// Returns the kinds and settings that `parse` accepts, one per line with its meaning.
    [[nodiscard]] static std::string syntax();

    /// Sets the share of the requests that the fault applies to, 0 to 1.
    ///
    /// Throws: `std::invalid_argument` if `share` is out of range.
    fault& probability(double share);

    /// Applies the fault to request number `request` only.
    ///
    /// Throws: `std::invalid_argument` for 0.
    fault& nth(std::uint64_t request);

    /// Applies the fault to each request whose number is a multiple of `requests`.
    ///
    /// Throws: `std::invalid_argument` for 0.
    fault& every(std::uint64_t requests);

    /// Applies the fault at most `max_requests` times.
    ///
    /// Throws: `std::invalid_argument` for 0.
    fault& times(std::uint64_t max_requests);

    /// Applies the fault to requests of this method only; others are not counted.
    ///
    /// Throws: `std::invalid_argument` unless it has upper-case letters only.
    fault& method(std::string_view name);

    /// Returns the response of the selected requests, which may be modified.
    [[nodiscard]] mock_response& response() noexcept
    {
        return response_;
    }

    /// Returns the response of the selected requests.
    [[nodiscard]] mock_response const& response() const noexcept
    {
        return response_;
    }

    /// Returns the probability, 1 by default.
    [[nodiscard]] double probability() const noexcept
    {
        return probability_;
    }

    /// Returns the number of the only request that the fault applies to, if set.
    [[nodiscard]] std::optional<std::uint64_t> nth() const noexcept
    {
        return nth_;
    }

    /// Returns the period in requests, 1 by default.
    [[nodiscard]] std::uint64_t every() const noexcept
    {
        return every_;
    }

    /// Returns the maximum number of applications, if set.
    [[nodiscard]] std::optional<std::uint64_t> times() const noexcept
    {
        return times_;
    }

    /// Returns the method of the requests that the fault applies to; empty for any.
    [[nodiscard]] std::string const& method() const noexcept
    {
        return method_;
    }

private:
    mock_response response_;
    std::string method_;
    double probability_ = 1;
    std::optional<std::uint64_t> nth_;
    std::uint64_t every_ = 1;
    std::optional<std::uint64_t> times_;
};

} // namespace signalwire::sandbox
