#include "sandbox/listing.hpp"

#include <algorithm>
#include <chrono>

namespace signalwire::sandbox::detail
{

namespace
{

using std::chrono::seconds;
using std::chrono::sys_seconds;

/// When calls had their moment, both included.
struct moments
{
    moments() = default;

    /// Leaves those whose time, up to `delay` after the moment, can be in `times`.
    void narrow(time_selection const& times, seconds delay) noexcept
    {
        if (times.at)
        {
            first = std::max(first, *times.at - delay);
            last = std::min(last, *times.at);
        }
        if (times.after)
            first = std::max(first, *times.after + seconds(1) - delay);
        if (times.before)
            last = std::min(last, *times.before - seconds(1));
    }

    sys_seconds first = call_data::end_of_data - std::chrono::days(366);
    sys_seconds last = call_data::end_of_data;
};

} // namespace

listing::listing(account const& calls, selection const& filter)
    : calls_(calls)
    , filter_(filter)
    , everything_(filter.is_everything())
    , begin_(0)
    , end_(calls.end())
{
    if (filter.start_time.is_empty() && filter.end_time.is_empty())
        return;
    moments when;
    when.narrow(filter.start_time, seconds(0));
    when.narrow(filter.end_time, longest_course);
    index_range const range = calls.data().between(when.first, when.last);
    begin_ = static_cast<call_number>(range.begin);
    end_ = static_cast<call_number>(range.end);
}

std::optional<call_number> listing::from(call_number number) const
{
    for (std::optional<call_number> next = candidate_from(number); next;
         next = candidate_from(*next + 1))
    {
        if (everything_ || filter_.matches(calls_, *next))
            return next;
    }
    return std::nullopt;
}

std::optional<call_number> listing::before(call_number number) const
{
    for (std::optional<call_number> next = candidate_before(number); next;
         next = candidate_before(*next))
    {
        if (everything_ || filter_.matches(calls_, *next))
            return next;
    }
    return std::nullopt;
}

listing_part listing::part_from(call_number number, std::uint64_t size) const
{
    listing_part part(number, calls_.end());
    std::optional<call_number> next = from(number);
    for (; next && part.numbers.size() != size; next = from(*next + 1))
        part.numbers.push_back(*next);
    part.more = next.has_value();
    if (next)
        part.end = part.numbers.empty() ? number : part.numbers.back() + 1;
    return part;
}

listing_part listing::part_before(call_number number, std::uint64_t size) const
{
    listing_part part(calls_.begin(), number);
    std::optional<call_number> next = before(number);
    for (; next && part.numbers.size() != size; next = before(*next))
        part.numbers.push_back(*next);
    std::reverse(part.numbers.begin(), part.numbers.end());
    if (next)
        part.begin = part.numbers.empty() ? number : part.numbers.front();
    part.more = from(number).has_value();
    return part;
}

call_number listing::behind(std::uint64_t count) const
{
    if (everything_)
        return calls_.begin()
            + static_cast<call_number>(std::min<std::uint64_t>(count, calls_.size()));
    call_number number = calls_.begin();
    for (; count != 0; --count)
    {
        std::optional<call_number> const next = from(number);
        if (!next)
            return calls_.end();
        number = *next + 1;
    }
    return number;
}

std::size_t listing::count() const
{
    if (everything_)
        return calls_.size();
    std::size_t result = 0;
    for (std::optional<call_number> next = from(calls_.begin()); next; next = from(*next + 1))
        ++result;
    return result;
}

std::optional<call_number> listing::candidate_from(call_number number) const noexcept
{
    if (number >= begin_ && number < end_)
        return number;
    std::optional<call_number> const touched = calls_.touched_from(number);
    if (number >= end_ || begin_ == end_)
        return touched;
    return touched ? std::min(*touched, begin_) : begin_;
}

std::optional<call_number> listing::candidate_before(call_number number) const noexcept
{
    if (number > begin_ && number <= end_)
        return number - 1;
    std::optional<call_number> const touched = calls_.touched_before(number);
    if (number <= begin_ || begin_ == end_)
        return touched;
    return touched ? std::max(*touched, end_ - 1) : end_ - 1;
}

} // namespace signalwire::sandbox::detail
