#include <signalwire/request_options.hpp>

#include <stdexcept>
#include <string>

namespace signalwire
{

namespace
{

template <class T>
T positive(T value, char const* name)
{
    if (value <= T(0))
        throw std::invalid_argument(std::string("request_options::") + name + " must be positive");
    return value;
}

/// Not more than can be added to a clock.
std::chrono::milliseconds duration(std::chrono::milliseconds value, char const* name)
{
    if (positive(value, name) > std::chrono::hours(24 * 365))
        throw std::invalid_argument(
            std::string("request_options::") + name + " must be at most a year");
    return value;
}

} // namespace

request_options& request_options::total_timeout(std::chrono::milliseconds value)
{
    total_timeout_ = duration(value, "total_timeout");
    return *this;
}

request_options& request_options::attempt_timeout(std::chrono::milliseconds value)
{
    attempt_timeout_ = duration(value, "attempt_timeout");
    return *this;
}

request_options& request_options::max_attempts(int value)
{
    max_attempts_ = positive(value, "max_attempts");
    return *this;
}

} // namespace signalwire
