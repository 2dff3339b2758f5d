#pragma once

#include "paging/time_window.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace signalwire::paging
{

/// What the first page of a window tells about it.
struct window_sample
{
    window_sample() = default;

    std::size_t items = 0;
    /// The earliest time among them.
    std::optional<instant> oldest;
    /// Whether another page follows.
    bool goes_on = false;
};

/// Cuts a range of time into windows that hold about a page each, learning from those that have
/// been read how dense the listing is. Pure arithmetic on plain values.
class window_cutter
{
public:
    /// For a range of which `at_once` windows are read at a time, `page_size` items to a page.
    window_cutter(time_range const& range, std::size_t at_once, std::size_t page_size) noexcept;

    /// Windows are to be no shorter from now on.
    void set_shortest(std::chrono::seconds shortest) noexcept
    {
        shortest_ = shortest;
    }

    /// Where to cut `window` in two: its newer part is to be read next. Nothing when it is to be
    /// read as it is.
    [[nodiscard]] std::optional<instant> cut(time_window const& window) const noexcept;

    /// Takes the first page of `window` in. True when the window holds so many pages that it is to
    /// be dropped and cut again; otherwise they are read one after the other.
    [[nodiscard]] bool is_heavy(time_window const& window, window_sample const& sample) noexcept;

private:
    using seconds = std::chrono::duration<double>;

    [[nodiscard]] time_range resolve(time_window const& window) const noexcept;
    void learn(double items, seconds length) noexcept;

    time_range range_;
    std::size_t at_once_;
    double page_size_;
    /// The items of the largest page seen that another one followed.
    double largest_ = 0;
    /// How long a window is to be.
    seconds width_;
    std::chrono::seconds shortest_{1};
};

} // namespace signalwire::paging
