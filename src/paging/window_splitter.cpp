#include "paging/window_splitter.hpp"

#include <algorithm>

namespace signalwire::paging
{

namespace
{

/// The part of a page that a window should fill. A smaller value wastes requests on half-empty
/// pages; with a larger one, too many windows have a second page.
constexpr double target_fill = 0.9;

/// Windows of at most this many pages are read sequentially.
constexpr double max_sequential_pages = 3;

/// Divisor of the width of the first windows, whose density is unknown.
constexpr double initial_split_factor = 8;

/// Maximum factor by which the width grows after a window with few items.
constexpr double max_growth = 4;

} // namespace

window_splitter::window_splitter(
    time_range const& range, std::size_t max_parallel, std::size_t page_size) noexcept
    : range_(range)
    , max_parallel_(max_parallel)
    , page_size_(static_cast<double>(page_size))
    , width_(
          seconds(range.to - range.from)
          / (initial_split_factor * static_cast<double>(max_parallel)))
{
}

std::optional<instant> window_splitter::split_point(time_window const& window) const noexcept
{
    if (max_parallel_ <= 1)
        return std::nullopt;
    time_range const range = resolve(window);
    auto const width = std::max(min_width_, std::chrono::ceil<std::chrono::seconds>(width_));
    // A small remainder is not worth a request.
    if (seconds(range.to - range.from) < 1.5 * seconds(width) || width >= range.to - range.from)
        return std::nullopt;
    return range.to - width;
}

bool window_splitter::should_split(time_window const& window, window_sample const& sample) noexcept
{
    time_range const range = resolve(window);
    auto const items = static_cast<double>(sample.items);
    if (!sample.has_next_page)
    {
        update_width(items, range.to - range.from);
        return false;
    }
    // Servers may return smaller pages than requested.
    max_page_items_ = std::max(max_page_items_, items);
    page_size_ = max_page_items_ > 0 ? max_page_items_ : page_size_;
    if (!sample.oldest || max_parallel_ <= 1)
        return false;
    instant const oldest = std::clamp(*sample.oldest, range.from, range.to);
    seconds const read = std::max(seconds(range.to - oldest), seconds(1));
    update_width(items, read);
    double const pages_left =
        items / read.count() * seconds(oldest - range.from).count() / page_size_;
    return pages_left > max_sequential_pages && split_point(window).has_value();
}

time_range window_splitter::resolve(time_window const& window) const noexcept
{
    return time_range(window.from.value_or(range_.from), window.to.value_or(range_.to));
}

void window_splitter::update_width(double items, seconds length) noexcept
{
    seconds const max_width = max_growth * std::max(width_, seconds(1));
    seconds const target =
        items > 0 ? target_fill * page_size_ / items * std::max(length, seconds(1)) : max_width;
    width_ = std::clamp(target, seconds(1), std::max(max_width, seconds(1)));
}

} // namespace signalwire::paging
