#include "sandbox/fault_injector.hpp"

#include "sandbox/keyed_random.hpp"

namespace signalwire::sandbox::detail
{

bool applies_to(
    fault const& definition, std::uint64_t seed, std::uint64_t rule, std::uint64_t request) noexcept
{
    if ((definition.nth() && *definition.nth() != request) || request % definition.every() != 0)
        return false;
    // 53 bits, the precision of a double: always below 1, so probability 1 applies to each request.
    std::uint64_t const bits = keyed_random(seed ^ mix(rule + golden_gamma), request).bits(0) >> 11;
    return static_cast<double>(bits) * 0x1p-53 < definition.probability();
}

void fault_injector::inject(fault definition)
{
    rules_.emplace_back(std::move(definition), injected_);
    ++injected_;
}

void fault_injector::on_request(std::string_view method) noexcept
{
    for (rule& each : rules_)
    {
        each.concerned = each.definition.method().empty() || each.definition.method() == method;
        each.requests += each.concerned ? 1 : 0;
    }
}

void fault_injector::clear() noexcept
{
    rules_.clear();
}

std::optional<mock_response> fault_injector::next_response()
{
    for (rule& each : rules_)
    {
        if (each.definition.times() && each.applied >= *each.definition.times())
            continue;
        if (!each.concerned || !applies_to(each.definition, seed_, each.number, each.requests))
            continue;
        ++each.applied;
        return each.definition.response();
    }
    return std::nullopt;
}

} // namespace signalwire::sandbox::detail
