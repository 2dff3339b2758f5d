#include "sandbox/listing.hpp"

#include "sandbox/keyed_random.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace signalwire::sandbox::detail
{

namespace
{

std::chrono::sys_seconds round_down(
    std::chrono::sys_seconds time, std::chrono::seconds unit) noexcept
{
    return time - (time.time_since_epoch() % unit + unit) % unit;
}

} // namespace

std::chrono::seconds time_selection::slack() const noexcept
{
    switch (bounds.precision)
    {
    case bounds_precision::minute:
    case bounds_precision::whole_minute: return std::chrono::minutes(1);
    case bounds_precision::day:
    case bounds_precision::whole_day: return std::chrono::days(1);
    default: return std::chrono::seconds(1);
    }
}

bool time_selection::matches(std::optional<std::chrono::sys_seconds> time) const noexcept
{
    if (!time || is_empty())
        return is_empty();
    std::chrono::seconds const unit = slack();
    bool const whole = bounds.precision == bounds_precision::whole_minute
        || bounds.precision == bounds_precision::whole_day;
    std::chrono::sys_seconds const compared = whole ? round_down(*time, unit) : *time;
    auto const below = [](auto const& left, auto const& right, bool inclusive) {
        return left < right || (inclusive && left == right);
    };
    return (!at || round_down(*time, unit) == round_down(*at, unit))
        && (!before || below(compared, round_down(*before, unit), bounds.upper_inclusive))
        && (!after || below(round_down(*after, unit), compared, bounds.lower_inclusive));
}

bool condition::matches(collection const& items, list_position position) const
{
    if (!text && !part)
        return times.is_empty() || times.matches(items.time(position, member));
    std::optional<std::string> const value = items.text(position, member);
    return (!text || value == *text)
        && (!part || (value && value->find(*part) != std::string::npos));
}

bool selection::is_everything() const noexcept
{
    return std::all_of(conditions.begin(), conditions.end(), [](condition const& each) {
        return !each.text && !each.part && each.times.is_empty();
    });
}

bool selection::matches(collection const& items, list_position position) const
{
    return std::all_of(conditions.begin(), conditions.end(), [&](condition const& each) {
        return each.matches(items, position);
    });
}

condition& selection::at(std::string_view member)
{
    auto const found =
        std::find_if(conditions.begin(), conditions.end(), [&](condition const& each) {
            return each.member == member;
        });
    if (found != conditions.end())
        return *found;
    conditions.emplace_back().member = member;
    return conditions.back();
}

listing::listing(
    collection const& items, selection const& filter, listing_order order, std::uint64_t seed)
    : items_(items)
    , filter_(filter)
    , everything_(filter.is_everything())
{
    if (order == listing_order::newest_first)
        return;
    sorted_ = sorted(order, seed);
    newest_first_ = false;
}

list_position listing::begin() const noexcept
{
    return newest_first_ ? items_.begin() : -std::numeric_limits<list_position>::max();
}

list_position listing::end() const noexcept
{
    return newest_first_ ? items_.end() : std::numeric_limits<list_position>::max();
}

list_position listing::at(list_position position) const
{
    return newest_first_ ? position : find(position)->second;
}

std::optional<list_position> listing::from(list_position position) const
{
    if (!newest_first_)
    {
        auto const found = find(position);
        return found == sorted_.end() ? std::nullopt : std::optional(found->first);
    }
    for (std::optional<list_position> next = items_.from(position); next;
         next = items_.from(*next + 1))
    {
        if (matches(*next))
            return next;
    }
    return std::nullopt;
}

std::optional<list_position> listing::before(list_position position) const
{
    if (!newest_first_)
    {
        auto const found = find(position);
        return found == sorted_.begin() ? std::nullopt : std::optional(std::prev(found)->first);
    }
    for (std::optional<list_position> next = items_.before(position); next;
         next = items_.before(*next))
    {
        if (matches(*next))
            return next;
    }
    return std::nullopt;
}

listing_part listing::part_from(list_position position, std::uint64_t size) const
{
    listing_part part(position, end());
    std::optional<list_position> next = from(position);
    list_position after_last = position;
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

listing_part listing::part_before(list_position position, std::uint64_t size) const
{
    listing_part part(begin(), position);
    std::optional<list_position> next = before(position);
    list_position first = position;
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

list_position listing::nth(std::uint64_t count) const
{
    if (std::optional<std::size_t> const size = items_.size(); size && everything_ && newest_first_)
        return items_.begin() + static_cast<list_position>(std::min<std::uint64_t>(count, *size));
    list_position position = begin();
    for (; count != 0; --count)
    {
        std::optional<list_position> const next = from(position);
        if (!next)
            return end();
        position = *next + 1;
    }
    return position;
}

std::size_t listing::count() const
{
    if (std::optional<std::size_t> const size = items_.size(); size && everything_)
        return *size;
    std::size_t result = 0;
    for (std::optional<list_position> next = from(begin()); next; next = from(*next + 1))
        ++result;
    return result;
}

std::vector<listing::sorted_item> listing::sorted(listing_order order, std::uint64_t seed) const
{
    std::vector<sorted_item> result;
    for (std::optional<list_position> next = from(items_.begin()); next; next = from(*next + 1))
    {
        // Random and positive; the probability that two are equal is negligible.
        std::uint64_t const random = mix(mix(seed) ^ static_cast<std::uint64_t>(*next)) >> 2;
        result.emplace_back(
            order == listing_order::oldest_first ? -*next : static_cast<list_position>(random),
            *next);
    }
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<listing::sorted_item>::const_iterator listing::find(list_position position) const
{
    return std::lower_bound(
        sorted_.begin(), sorted_.end(), position,
        [](sorted_item const& item, list_position value) { return item.first < value; });
}

bool listing::matches(list_position position) const
{
    return everything_ || filter_.matches(items_, position);
}

} // namespace signalwire::sandbox::detail
