#include <signalwire/sandbox/fault.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace signalwire::sandbox
{

namespace
{

std::uint64_t positive(std::uint64_t value, char const* name)
{
    if (value == 0)
        throw std::invalid_argument(std::string("fault: ") + name + " must be at least 1");
    return value;
}

} // namespace

fault::fault(mock_response response)
    : response_(std::move(response))
{
}

fault& fault::probability(double share)
{
    // Also rejects NaN.
    if (!(share >= 0 && share <= 1))
        throw std::invalid_argument("fault: probability must be 0 to 1");
    probability_ = share;
    return *this;
}

fault& fault::nth(std::uint64_t request)
{
    nth_ = positive(request, "nth");
    return *this;
}

fault& fault::every(std::uint64_t requests)
{
    every_ = positive(requests, "every");
    return *this;
}

fault& fault::times(std::uint64_t max_requests)
{
    times_ = positive(max_requests, "times");
    return *this;
}

fault& fault::method(std::string_view name)
{
    auto const is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_upper))
        throw std::invalid_argument("fault: method must have upper-case letters only");
    method_ = name;
    return *this;
}

} // namespace signalwire::sandbox
