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

/// A range of anchor times, inclusive.
struct anchor_range
{
    anchor_range() = default;

    /// Keeps the calls whose time, up to `delay` after the anchor time, can match `times`.
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

    sys_seconds first = generated_calls::end_of_data - std::chrono::days(366);
    sys_seconds last = generated_calls::end_of_data;
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
        anchor_range anchors;
        anchors.narrow(filter.start_time, seconds(0));
        anchors.narrow(filter.end_time, max_call_duration);
        index_range const range = calls.data().between(anchors.first, anchors.last);
        begin_ = static_cast<call_number>(range.begin);
        end_ = static_cast<call_number>(range.end);
    }
    if (order == listing_order::newest_first)
        return;
    sorted_ = sorted(order, seed);
    newest_first_ = false;
}

listing_position listing::begin() const noexcept
{
    return newest_first_ ? calls_.begin() : -std::numeric_limits<listing_position>::max();
}

listing_position listing::end() const noexcept
{
    return newest_first_ ? calls_.end() : std::numeric_limits<listing_position>::max();
}

call_number listing::at(listing_position position) const
{
    return newest_first_ ? position : find(position)->second;
}

std::optional<listing_position> listing::from(listing_position position) const
{
    if (!newest_first_)
    {
        auto const found = find(position);
        return found == sorted_.end() ? std::nullopt : std::optional(found->first);
    }
    for (std::optional<call_number> next = candidate_from(position); next;
         next = candidate_from(*next + 1))
    {
        if (matches(*next))
            return next;
    }
    return std::nullopt;
}

std::optional<listing_position> listing::before(listing_position position) const
{
    if (!newest_first_)
    {
        auto const found = find(position);
        return found == sorted_.begin() ? std::nullopt : std::optional(std::prev(found)->first);
    }
    for (std::optional<call_number> next = candidate_before(position); next;
         next = candidate_before(*next))
    {
        if (matches(*next))
            return next;
    }
    return std::nullopt;
}

listing_part listing::part_from(listing_position position, std::uint64_t size) const
{
    listing_part part(position, end());
    std::optional<listing_position> next = from(position);
    listing_position after_last = position;
    for (; next && part.numbers.size() != size; next = from(after_last))
    {
        part.numbers.push_back(at(*next));
        after_last = *next + 1;
    }
    part.more = next.has_value();
    if (next)
        part.end = after_last;
    return part;
}

listing_part listing::part_before(listing_position position, std::uint64_t size) const
{
    listing_part part(begin(), position);
    std::optional<listing_position> next = before(position);
    listing_position first = position;
    for (; next && part.numbers.size() != size; next = before(first))
    {
        part.numbers.push_back(at(*next));
        first = *next;
    }
    std::reverse(part.numbers.begin(), part.numbers.end());
    if (next)
        part.begin = first;
    part.more = from(position).has_value();
    return part;
}

listing_position listing::nth(std::uint64_t count) const
{
    if (everything_ && newest_first_ && !calls_.has_removed())
        return calls_.begin()
            + static_cast<call_number>(std::min<std::uint64_t>(count, calls_.size()));
    listing_position position = begin();
    for (; count != 0; --count)
    {
        std::optional<listing_position> const next = from(position);
        if (!next)
            return end();
        position = *next + 1;
    }
    return position;
}

std::size_t listing::count() const
{
    if (everything_)
        return calls_.size();
    std::size_t result = 0;
    for (std::optional<listing_position> next = from(begin()); next; next = from(*next + 1))
        ++result;
    return result;
}

std::vector<listing::sorted_call> listing::sorted(listing_order order, std::uint64_t seed) const
{
    std::vector<sorted_call> result;
    for (std::optional<call_number> next = from(calls_.begin()); next; next = from(*next + 1))
    {
        // Random and positive; the probability that two are equal is negligible.
        std::uint64_t const random = mix(mix(seed) ^ static_cast<std::uint64_t>(*next)) >> 2;
        result.emplace_back(
            order == listing_order::oldest_first ? -*next : static_cast<listing_position>(random),
            *next);
    }
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<listing::sorted_call>::const_iterator listing::find(listing_position position) const
{
    return std::lower_bound(
        sorted_.begin(), sorted_.end(), position,
        [](sorted_call const& call, listing_position value) { return call.first < value; });
}

bool listing::matches(call_number number) const
{
    return !calls_.is_removed(number) && (everything_ || filter_.matches(calls_, number));
}

std::optional<call_number> listing::candidate_from(call_number number) const noexcept
{
    if (number >= begin_ && number < end_)
        return number;
    std::optional<call_number> const modified = calls_.modified_from(number);
    if (number >= end_ || begin_ == end_)
        return modified;
    return modified ? std::min(*modified, begin_) : begin_;
}

std::optional<call_number> listing::candidate_before(call_number number) const noexcept
{
    if (number > begin_ && number <= end_)
        return number - 1;
    std::optional<call_number> const modified = calls_.modified_before(number);
    if (number <= begin_ || begin_ == end_)
        return modified;
    return modified ? std::max(*modified, end_ - 1) : end_ - 1;
}

} // namespace signalwire::sandbox::detail
