#include <signalwire/sandbox/fault.hpp>

#include <stdexcept>
#include <utility>

namespace signalwire::sandbox
{

namespace
{

std::uint64_t positive(std::uint64_t value, char const* name)
{
    if (value == 0)
        throw std::invalid_argument(std::string("fault: ") + name + " counts from 1");
    return value;
}

} // namespace

fault::fault(reply what)
    : answer_(std::move(what))
{
}

fault& fault::probability(double share)
{
    // So that not a number is refused too.
    if (!(share >= 0 && share <= 1))
        throw std::invalid_argument("fault: a probability is 0 to 1");
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

fault& fault::times(std::uint64_t most)
{
    times_ = positive(most, "times");
    return *this;
}

} // namespace signalwire::sandbox
