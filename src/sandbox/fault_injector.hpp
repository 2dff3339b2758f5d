#pragma once

#include <signalwire/sandbox/fault.hpp>
#include <signalwire/sandbox/mock_response.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

/// Returns true if `definition`, the fault with number `rule`, applies to request number `request`.
/// A pure function: ignores `fault::times`.
[[nodiscard]] bool applies_to(
    fault const& definition, std::uint64_t seed, std::uint64_t rule,
    std::uint64_t request) noexcept;

/// The faults of a server and the number of times each was applied.
class fault_injector
{
public:
    explicit fault_injector(std::uint64_t seed) noexcept
        : seed_(seed)
    {
    }

    void inject(fault definition);
    void clear() noexcept;

    /// Counts a request.
    void on_request(std::string_view method = "GET") noexcept;

    /// Returns the response for the last counted request, from the first fault that applies to it.
    [[nodiscard]] std::optional<mock_response> next_response();

private:
    struct rule
    {
        rule(fault rule_fault, std::uint64_t rule_number)
            : definition(std::move(rule_fault))
            , number(rule_number)
        {
        }

        fault definition;
        std::uint64_t number;
        /// Number of requests of its method since the injection.
        std::uint64_t requests = 0;
        /// True if the last request was one of them.
        bool concerned = false;
        std::uint64_t applied = 0;
    };

    std::uint64_t seed_;
    std::uint64_t injected_ = 0;
    std::vector<rule> rules_;
};

} // namespace signalwire::sandbox::detail
