#include "sandbox/listing.hpp"

#include "sandbox/keyed_random.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

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
        if (times.is_empty())
            return;
        seconds const slack = times.slack();
        if (times.at)
        {
            first = std::max(first, *times.at - slack - delay);
            last = std::min(last, *times.at + slack);
        }
        if (times.after)
            first = std::max(first, *times.after - slack - delay);
        if (times.before)
            last = std::min(last, *times.before + slack);
    }

    sys_seconds first = call_data::end_of_data - std::chrono::days(366);
    sys_seconds last = call_data::end_of_data;
};

} // namespace

listing::listing(
    account const& calls, selection const& filter, listing_order order, std::uint64_t seed)
    : calls_(calls)
    , filter_(filter)
    , everything_(filter.is_everything())
    , newest_first_(true)
    , begin_(0)
    , end_(calls.end())
{
    if (!filter.start_time.is_empty() || !filter.end_time.is_empty())
    {
        moments when;
        when.narrow(filter.start_time, seconds(0));
        when.narrow(filter.end_time, longest_course);
        index_range const range = calls.data().between(when.first, when.last);
        begin_ = static_cast<call_number>(range.begin);
        end_ = static_cast<call_number>(range.end);
    }
    if (order == listing_order::newest_first)
        return;
    sorted_ = sorted(order, seed);
    newest_first_ = false;
}

listing_place listing::begin() const noexcept
{
    return newest_first_ ? calls_.begin() : -std::numeric_limits<listing_place>::max();
}

listing_place listing::end() const noexcept
{
    return newest_first_ ? calls_.end() : std::numeric_limits<listing_place>::max();
}

call_number listing::at(listing_place place) const
{
    return newest_first_ ? place : find(place)->second;
}

std::optional<listing_place> listing::from(listing_place place) const
{
    if (!newest_first_)
    {
        auto const found = find(place);
        return found == sorted_.end() ? std::nullopt : std::optional(found->first);
    }
    for (std::optional<call_number> next = candidate_from(place); next;
         next = candidate_from(*next + 1))
    {
        if (everything_ || filter_.matches(calls_, *next))
            return next;
    }
    return std::nullopt;
}

std::optional<listing_place> listing::before(listing_place place) const
{
    if (!newest_first_)
    {
        auto const found = find(place);
        return found == sorted_.begin() ? std::nullopt : std::optional(std::prev(found)->first);
    }
    for (std::optional<call_number> next = candidate_before(place); next;
         next = candidate_before(*next))
    {
        if (everything_ || filter_.matches(calls_, *next))
            return next;
    }
    return std::nullopt;
}

listing_part listing::part_from(listing_place place, std::uint64_t size) const
{
    listing_part part(place, end());
    std::optional<listing_place> next = from(place);
    listing_place behind_last = place;
    for (; next && part.numbers.size() != size; next = from(behind_last))
    {
        part.numbers.push_back(at(*next));
        behind_last = *next + 1;
    }
    part.more = next.has_value();
    if (next)
        part.end = behind_last;
    return part;
}

listing_part listing::part_before(listing_place place, std::uint64_t size) const
{
    listing_part part(begin(), place);
    std::optional<listing_place> next = before(place);
    listing_place first = place;
    for (; next && part.numbers.size() != size; next = before(first))
    {
        part.numbers.push_back(at(*next));
        first = *next;
    }
    std::reverse(part.numbers.begin(), part.numbers.end());
    if (next)
        part.begin = first;
    part.more = from(place).has_value();
    return part;
}

listing_place listing::behind(std::uint64_t count) const
{
    if (everything_ && newest_first_)
        return calls_.begin()
            + static_cast<call_number>(std::min<std::uint64_t>(count, calls_.size()));
    listing_place place = begin();
    for (; count != 0; --count)
    {
        std::optional<listing_place> const next = from(place);
        if (!next)
            return end();
        place = *next + 1;
    }
    return place;
}

std::size_t listing::count() const
{
    if (everything_)
        return calls_.size();
    std::size_t result = 0;
    for (std::optional<listing_place> next = from(begin()); next; next = from(*next + 1))
        ++result;
    return result;
}

std::vector<listing::placed_call> listing::sorted(listing_order order, std::uint64_t seed) const
{
    std::vector<placed_call> result;
    for (std::optional<call_number> next = from(calls_.begin()); next; next = from(*next + 1))
    {
        // A random number for each, positive: two are never equal, as good as.
        std::uint64_t const random = mix(mix(seed) ^ static_cast<std::uint64_t>(*next)) >> 2;
        result.emplace_back(
            order == listing_order::oldest_first ? -*next : static_cast<listing_place>(random),
            *next);
    }
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<listing::placed_call>::const_iterator listing::find(listing_place place) const
{
    return std::lower_bound(
        sorted_.begin(), sorted_.end(), place,
        [](placed_call const& each, listing_place wanted) { return each.first < wanted; });
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
