#pragma once

#include <signalwire/sandbox/mock_response.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox
{

/// A standing rule of a server: a `reply`, and which requests get it.
///
///     server.inject(fault(reply().cut(cut_point::in_body).with_reset()).probability(0.05));
///     server.inject(fault(reply(503)).every(10).times(3));
///     server.inject(fault::parse("status=429,retry-after=1,p=0.1"));
///
/// Without a condition every request gets it; of several conditions all must be met. Requests are
/// counted from 1 on, from when the fault was injected. Which of them a probability strikes is a
/// pure function of `server_options::fault_seed`, the fault's own number and the request's number:
/// the same requests in every run.
///
/// Thread safety: a value type; distinct objects are independent.
class fault
{
public:
    /// `what` is the answer of the requests that the fault strikes.
    explicit fault(reply what);

    /// Reads `KIND[=VALUE][,SETTING=VALUE]…`, such as `reset=body,p=0.05`: see `grammar`. Throws
    /// `std::invalid_argument` that says what is wrong and what there is instead.
    [[nodiscard]] static fault parse(std::string_view spec);

    /// The kinds and settings that `parse` knows, a line each with what it means.
    [[nodiscard]] static std::string grammar();

    /// The share of the requests that it strikes, 0 to 1. Throws `std::invalid_argument`.
    fault& probability(double share);

    /// Strikes this request only. Throws `std::invalid_argument` for 0.
    fault& nth(std::uint64_t request);

    /// Strikes each request whose number is a multiple. Throws `std::invalid_argument` for 0.
    fault& every(std::uint64_t requests);

    /// Strikes so many times at most. Throws `std::invalid_argument` for 0.
    fault& times(std::uint64_t most);

    /// The answer of the requests that it strikes, to be changed.
    [[nodiscard]] reply& answer() noexcept
    {
        return answer_;
    }

    /// The answer of the requests that it strikes.
    [[nodiscard]] reply const& answer() const noexcept
    {
        return answer_;
    }

    /// What was set, or 1.
    [[nodiscard]] double probability() const noexcept
    {
        return probability_;
    }

    /// What was set, or nothing for any.
    [[nodiscard]] std::optional<std::uint64_t> nth() const noexcept
    {
        return nth_;
    }

    /// What was set, or 1.
    [[nodiscard]] std::uint64_t every() const noexcept
    {
        return every_;
    }

    /// What was set, or nothing for no limit.
    [[nodiscard]] std::optional<std::uint64_t> times() const noexcept
    {
        return times_;
    }

private:
    reply answer_;
    double probability_ = 1;
    std::optional<std::uint64_t> nth_;
    std::uint64_t every_ = 1;
    std::optional<std::uint64_t> times_;
};

} // namespace signalwire::sandbox
