#pragma once

#include "client/bounds_cache.hpp"
#include "paging/time_window.hpp"
#include "paging/window_splitter.hpp"

#include <signalwire/cursor.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// Limits of the parts of a listing that are read in parallel.
struct window_limits
{
    window_limits() = default;

    /// Number of windows whose first page is being fetched.
    std::size_t max_parallel = 1;
    /// Total size of the bodies of windows that wait for the consumer.
    std::uint64_t max_bytes = 0;
};

/// The state machine of a `sharded_generator`, without I/O: into which windows a listing is split,
/// which of them are open, and what remains of it. The caller provides the lock. `Reader` reads an
/// open window.
///
/// The windows are in the order of the listing, from the newest to the oldest, each beginning where
/// the one before it ends. The last ones are split only when they are opened, so that the split
/// uses all that is known by then.
///
/// The precision with which the API compares bounds is determined by the first page with a suitable
/// item, see `bounds_check`. Until then, windows with their own bounds are unverified: they are
/// opened one by one, and held when their first page is received, because a page may lack items of
/// the window, all of them if it is empty. If bounds are compared to the second, the held pages are
/// correct. Otherwise they are read again: with windows that overlap by more than a day and are not
/// shorter than some days, or, if bounds are ignored, in one. If no page is suitable, the windows
/// become one too.
template <class Reader>
class window_scheduler
{
public:
    struct shard
    {
        explicit shard(detail::cursor_window window)
            : remaining(std::move(window))
            , started(!remaining.page_uri.empty())
        {
        }

        [[nodiscard]] time_window window() const noexcept
        {
            return time_window(remaining.from, remaining.to);
        }

        /// The window, and the position where it was resumed.
        detail::cursor_window remaining;
        /// Some of it was delivered: it must not be split any more.
        bool started;
        /// Its first page was received and evaluated.
        bool sampled = false;
        /// Its first page was received, but must not be delivered yet.
        bool held = false;
        /// The evaluation of a held page, which updates the splitter once.
        std::optional<bool> should_split;
        std::uint64_t bytes = 0;
        std::shared_ptr<Reader> reader;
    };

    using iterator = typename std::list<shard>::iterator;

    using precision = client::bounds_precision;

    window_scheduler(
        std::vector<detail::cursor_window> const& remaining, window_splitter splitter,
        window_limits const& limits, precision known = precision::second)
        : splitter_(splitter)
        , limits_(limits)
        , shards_(remaining.begin(), remaining.end())
    {
        set_precision(known);
    }

    /// Returns the precision of bounds, as far as known.
    [[nodiscard]] precision bounds() const noexcept
    {
        return precision_;
    }

    /// Returns true if the pages of `which` may lack items.
    [[nodiscard]] bool is_unverified(shard const& which) const noexcept
    {
        return precision_ == precision::unknown && !which.started
            && (which.remaining.from || which.remaining.to);
    }

    /// Call with the first page of `which`, which is unverified. The sample updates the splitter,
    /// which is correct if bounds are compared to the second, and harmless otherwise.
    void hold(shard& which, window_sample const& sample, std::uint64_t bytes) noexcept
    {
        on_size_known(which, bytes);
        which.should_split = splitter_.should_split(which.window(), sample);
        which.held = true;
    }

    /// Returns true if no page can determine the precision: no unverified window is awaited, and no
    /// other can be opened.
    [[nodiscard]] bool is_inconclusive() const noexcept
    {
        return std::any_of(shards_.begin(), shards_.end(), [](auto const& s) { return s.held; })
            && !awaits_unverified();
    }

    /// Call when the precision is known. Returns the readers of windows that are closed again,
    /// because they may lack items.
    [[nodiscard]] std::vector<std::shared_ptr<Reader>> on_precision_known(precision found)
    {
        std::vector<std::shared_ptr<Reader>> obsolete;
        for (shard& each : shards_)
        {
            if (found != precision::second && each.reader && is_unverified(each))
            {
                obsolete.push_back(each.reader);
                close(each);
            }
            each.held = false;
        }
        set_precision(found);
        if (found != precision::second)
            merge_untouched();
        return obsolete;
    }

    /// Splits no more windows.
    void stop_splitting() noexcept
    {
        may_split_ = false;
    }

    [[nodiscard]] std::list<shard>& shards() noexcept
    {
        return shards_;
    }

    [[nodiscard]] std::list<shard> const& shards() const noexcept
    {
        return shards_;
    }

    /// Returns the window to open now, or null. The caller sets its reader.
    [[nodiscard]] shard* next_to_open()
    {
        iterator const closed = std::find_if(
            shards_.begin(), shards_.end(), [](shard const& each) { return !each.reader; });
        if (closed == shards_.end() || (closed != shards_.begin() && !has_room()))
            return nullptr;
        if (!closed->started && may_split_)
        {
            if (std::optional<instant> const boundary = splitter_.split_point(closed->window()))
                split(closed, *boundary);
        }
        if (is_unverified(*closed) && awaits_unverified())
            return nullptr;
        return &*closed;
    }

    /// Call if the first page of `which` cannot be fetched. Its consumer gets the failure.
    void on_first_page_failed(shard& which) noexcept
    {
        which.sampled = true;
        density_known_ = true;
    }

    /// Call with the first page of `which`. Returns true if the window has too many pages: it is
    /// closed, and will be split and opened again; the caller stops its reader.
    [[nodiscard]] bool on_first_page(shard& which, window_sample const& sample, std::uint64_t bytes)
    {
        which.sampled = true;
        on_size_known(which, bytes);
        if (which.started)
            return false;
        bool const should_split = which.should_split
            ? *which.should_split
            : splitter_.should_split(which.window(), sample);
        if (!should_split || !may_split_)
            return false;
        close(which);
        return true;
    }

    /// Returns the remaining windows; adjacent ones that are not started are merged. `describe`
    /// returns what remains of a started shard.
    template <class Describe>
    [[nodiscard]] std::vector<detail::cursor_window> remaining(Describe describe) const
    {
        std::vector<detail::cursor_window> out;
        bool may_merge = false;
        for (shard const& each : shards_)
        {
            detail::cursor_window const& window = each.remaining;
            if (!each.started && may_merge && out.back().from == window.to && window.to)
            {
                out.back().from = window.from;
                continue;
            }
            out.push_back(each.started ? describe(each) : window);
            may_merge = !each.started;
        }
        return out;
    }

private:
    void set_precision(precision found) noexcept
    {
        // The listing of a window then extends more than two days beyond the window.
        constexpr std::chrono::seconds min_width = std::chrono::days(4);
        precision_ = found;
        if (found == precision::day)
            splitter_.set_min_width(min_width);
        if (found == precision::ignored)
            may_split_ = false;
    }

    void on_size_known(shard& which, std::uint64_t bytes) noexcept
    {
        density_known_ = true;
        which.bytes = bytes;
        max_page_bytes_ = std::max(max_page_bytes_, bytes);
    }

    void close(shard& which) noexcept
    {
        which.reader.reset();
        which.sampled = false;
        which.held = false;
        which.should_split.reset();
        which.bytes = 0;
    }

    /// Merges adjacent windows that are closed and not started.
    void merge_untouched()
    {
        auto const is_free = [](shard const& each) { return !each.started && !each.reader; };
        for (iterator each = shards_.begin(); each != shards_.end(); ++each)
        {
            for (iterator next = std::next(each);
                 next != shards_.end() && is_free(*each) && is_free(*next) && each->remaining.from
                 && each->remaining.from == next->remaining.to;
                 next = std::next(each))
            {
                each->remaining.from = next->remaining.from;
                shards_.erase(next);
            }
        }
    }

    [[nodiscard]] bool awaits_unverified() const noexcept
    {
        return std::any_of(shards_.begin(), shards_.end(), [this](shard const& each) {
            return each.reader && !each.sampled && !each.held && is_unverified(each);
        });
    }

    /// Splits `which` into the part that is newer than `boundary`, and the rest after it.
    void split(iterator which, instant boundary)
    {
        detail::cursor_window rest;
        rest.from = which->remaining.from;
        rest.to = boundary;
        which->remaining.from = boundary;
        shards_.insert(std::next(which), shard(std::move(rest)));
    }

    [[nodiscard]] bool has_room() const noexcept
    {
        std::size_t open = 0;
        std::size_t awaited = 0;
        std::uint64_t held = max_page_bytes_;
        for (shard const& each : shards_)
        {
            bool const is_received = each.sampled || each.held;
            open += each.reader && !each.held ? 1 : 0;
            awaited += each.reader && !is_received ? 1 : 0;
            held += each.reader ? (is_received ? each.bytes : max_page_bytes_) : 0;
        }
        // The very first page shows the density of the listing and the size of its pages.
        if (!density_known_ && open > 0)
            return false;
        return awaited < limits_.max_parallel && open < 2 * limits_.max_parallel
            && held <= limits_.max_bytes;
    }

    window_splitter splitter_;
    window_limits limits_;
    std::list<shard> shards_;
    std::uint64_t max_page_bytes_ = 0;
    bool density_known_ = false;
    precision precision_ = precision::unknown;
    bool may_split_ = true;
};

} // namespace signalwire::paging
