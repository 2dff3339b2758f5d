#include "paging/window_splitter.hpp"

#include <algorithm>

namespace signalwire::paging
{

namespace
{

/// The share of a page that a window is to fill: with fewer, requests are wasted on half-empty
/// pages; with more, too many windows have a second page.
constexpr double fill = 0.9;

/// So many pages are read one after the other rather than thrown away.
constexpr double bearable_pages = 3;

/// Before anything is known, windows are this many times shorter than the range's share.
constexpr double caution = 8;

/// A window that turned out light makes the next ones longer by no more than this.
constexpr double most_growth = 4;

} // namespace

window_cutter::window_cutter(
    time_range const& range, std::size_t at_once, std::size_t page_size) noexcept
    : range_(range)
    , at_once_(at_once)
    , page_size_(static_cast<double>(page_size))
    , width_(seconds(range.to - range.from) / (caution * static_cast<double>(at_once)))
{
}

std::optional<instant> window_cutter::cut(time_window const& window) const noexcept
{
    if (at_once_ <= 1)
        return std::nullopt;
    time_range const range = resolve(window);
    auto const width = std::max(shortest_, std::chrono::ceil<std::chrono::seconds>(width_));
    // A remainder that is hardly worth a request goes along.
    if (seconds(range.to - range.from) < 1.5 * seconds(width) || width >= range.to - range.from)
        return std::nullopt;
    return range.to - width;
}

bool window_cutter::is_heavy(time_window const& window, window_sample const& sample) noexcept
{
    time_range const range = resolve(window);
    auto const items = static_cast<double>(sample.items);
    if (!sample.goes_on)
    {
        learn(items, range.to - range.from);
        return false;
    }
    // Servers may serve smaller pages than were asked for.
    largest_ = std::max(largest_, items);
    page_size_ = largest_ > 0 ? largest_ : page_size_;
    if (!sample.oldest || at_once_ <= 1)
        return false;
    instant const oldest = std::clamp(*sample.oldest, range.from, range.to);
    seconds const read = std::max(seconds(range.to - oldest), seconds(1));
    learn(items, read);
    double const pages_left =
        items / read.count() * seconds(oldest - range.from).count() / page_size_;
    return pages_left > bearable_pages && cut(window).has_value();
}

time_range window_cutter::resolve(time_window const& window) const noexcept
{
    return time_range(window.from.value_or(range_.from), window.to.value_or(range_.to));
}

void window_cutter::learn(double items, seconds length) noexcept
{
    seconds const longest = most_growth * std::max(width_, seconds(1));
    seconds const wanted =
        items > 0 ? fill * page_size_ / items * std::max(length, seconds(1)) : longest;
    width_ = std::clamp(wanted, seconds(1), std::max(longest, seconds(1)));
}

} // namespace signalwire::paging
