#include "sandbox/fault_injector.hpp"

#include "sandbox/keyed_random.hpp"

namespace signalwire::sandbox::detail
{

bool strikes(
    fault const& what, std::uint64_t seed, std::uint64_t rule, std::uint64_t request) noexcept
{
    if ((what.nth() && *what.nth() != request) || request % what.every() != 0)
        return false;
    // 53 bits, as many as a double has: below 1, so that certainty is certain.
    std::uint64_t const bits = draws(seed ^ mix(rule + golden_gamma), request).bits(0) >> 11;
    return static_cast<double>(bits) * 0x1p-53 < what.probability();
}

void fault_plan::inject(fault what)
{
    rules_.emplace_back(std::move(what), injected_, requests_);
    ++injected_;
}

void fault_plan::clear() noexcept
{
    rules_.clear();
}

std::optional<reply> fault_plan::strike()
{
    for (rule& each : rules_)
    {
        if (each.what.times() && each.given >= *each.what.times())
            continue;
        if (!strikes(each.what, seed_, each.number, requests_ - each.before))
            continue;
        ++each.given;
        return each.what.answer();
    }
    return std::nullopt;
}

} // namespace signalwire::sandbox::detail
