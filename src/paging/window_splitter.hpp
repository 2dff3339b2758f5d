#pragma once

#include "paging/time_window.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace signalwire::paging
{

/// Properties of the first page of a window.
struct window_sample
{
    window_sample() = default;

    std::size_t items = 0;
    /// The earliest time of its items.
    std::optional<instant> oldest;
    bool has_next_page = false;
};

/// Splits a time range into windows of about a page each. Learns the density of the listing from
/// the windows that were read.
class window_splitter
{
public:
    /// `max_parallel` windows are read at the same time, `page_size` items per page.
    window_splitter(
        time_range const& range, std::size_t max_parallel, std::size_t page_size) noexcept;

    /// Sets the minimum width of future windows.
    void set_min_width(std::chrono::seconds min_width) noexcept
    {
        min_width_ = min_width;
    }

    /// Returns the time at which to split `window`, whose newer part is read next; `nullopt` to
    /// read it as it is.
    [[nodiscard]] std::optional<instant> split_point(time_window const& window) const noexcept;

    /// Evaluates the first page of `window`. Returns true if splitting the window is faster than
    /// reading its pages one after the other.
    [[nodiscard]] bool should_split(
        time_window const& window, window_sample const& sample) noexcept;

private:
    using seconds = std::chrono::duration<double>;

    [[nodiscard]] time_range resolve(time_window const& window) const noexcept;
    void update_width(double items, seconds length) noexcept;

    time_range range_;
    std::size_t max_parallel_;
    double page_size_;
    /// Number of items of the largest page that has a next one.
    double max_page_items_ = 0;
    /// The width of the next window.
    seconds width_;
    std::chrono::seconds min_width_{1};
};

} // namespace signalwire::paging
