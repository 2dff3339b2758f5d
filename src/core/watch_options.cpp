#include <signalwire/watch_options.hpp>

#include <stdexcept>
#include <utility>

namespace signalwire
{

watch_options& watch_options::lookback(std::chrono::seconds value)
{
    if (value.count() <= 0)
        throw std::invalid_argument("watch_options::lookback must be positive");
    if (value > std::chrono::hours(24 * 366 * 100))
        throw std::invalid_argument("watch_options::lookback must be at most 100 years");
    lookback_ = value;
    return *this;
}

watch_options& watch_options::max_interval(std::chrono::milliseconds value)
{
    if (value.count() <= 0)
        throw std::invalid_argument("watch_options::max_interval must be positive");
    if (value > std::chrono::hours(24 * 365))
        throw std::invalid_argument("watch_options::max_interval must be at most a year");
    max_interval_ = value;
    return *this;
}

watch_options& watch_options::max_tracked_items(std::size_t value)
{
    if (value == 0)
        throw std::invalid_argument("watch_options::max_tracked_items must be positive");
    max_tracked_items_ = value;
    return *this;
}

watch_options& watch_options::resume_from(cursor value)
{
    resume_from_ = std::move(value);
    return *this;
}

watch_options& watch_options::request(request_options value)
{
    request_ = value;
    return *this;
}

} // namespace signalwire
