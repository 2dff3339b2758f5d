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

} // namespace

request_options& request_options::total_timeout(std::chrono::milliseconds value)
{
    total_timeout_ = positive(value, "total_timeout");
    return *this;
}

request_options& request_options::attempt_timeout(std::chrono::milliseconds value)
{
    attempt_timeout_ = positive(value, "attempt_timeout");
    return *this;
}

request_options& request_options::max_attempts(int value)
{
    max_attempts_ = positive(value, "max_attempts");
    return *this;
}

} // namespace signalwire
