#pragma once

#include <signalwire/sandbox/fault.hpp>
#include <signalwire/sandbox/mock_response.hpp>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

/// Whether `what`, the fault of number `rule`, strikes request number `request`, apart from how
/// often it may: a pure function.
[[nodiscard]] bool strikes(
    fault const& what, std::uint64_t seed, std::uint64_t rule, std::uint64_t request) noexcept;

/// The faults of a server and how far they have come.
class fault_plan
{
public:
    explicit fault_plan(std::uint64_t seed) noexcept
        : seed_(seed)
    {
    }

    void inject(fault what);
    void clear() noexcept;

    /// Another request has arrived.
    void count() noexcept
    {
        ++requests_;
    }

    /// What the request counted last shall get: from the fault injected first of those that strike.
    [[nodiscard]] std::optional<reply> strike();

private:
    struct rule
    {
        rule(fault rule_fault, std::uint64_t rule_number, std::uint64_t requests_before)
            : what(std::move(rule_fault))
            , number(rule_number)
            , before(requests_before)
        {
        }

        fault what;
        std::uint64_t number;
        /// Requests that came before it was injected.
        std::uint64_t before;
        std::uint64_t given = 0;
    };

    std::uint64_t seed_;
    std::uint64_t requests_ = 0;
    std::uint64_t injected_ = 0;
    std::vector<rule> rules_;
};

} // namespace signalwire::sandbox::detail
