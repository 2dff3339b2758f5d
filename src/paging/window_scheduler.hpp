#pragma once

#include "client/bounds_cache.hpp"
#include "paging/shard_limits.hpp"
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

/// The decisions of a `sharded_generator` without its I/O: into which windows a listing is cut,
/// which of them are open, and what is left of it. A state machine over plain values; the caller
/// brings the lock. `Reader` reads an open window.
///
/// Windows stand in the order of the listing, from the newest to the oldest, each beginning where
/// the one before it ends. The last ones are cut only when they are opened, so that cutting can
/// follow what is learned.
///
/// How exactly the API compares bounds is found out with the first page that has an item whose time
/// can tell; see `bounds_check`. Until then windows that have bounds of their own are in doubt:
/// they are opened one by one, and held when their first page has come, since a page may lack what
/// belongs to the window, all of it if it is empty. When bounds turn out to count to the second,
/// what is held is right. Otherwise it is read again: with windows that overlap by more than a day
/// and are not shorter than some days, or, when bounds are ignored, in one. Where no page can tell,
/// the same is done, and the windows become one.
template <class Reader>
class shard_book
{
public:
    struct shard
    {
        explicit shard(detail::cursor_window place)
            : left(std::move(place))
            , begun(!left.page_uri.empty())
        {
        }

        [[nodiscard]] time_window window() const noexcept
        {
            return time_window(left.from, left.to);
        }

        /// The window, and where it was resumed.
        detail::cursor_window left;
        /// Something of it has been delivered: it must not be cut any more.
        bool begun;
        /// Its first page has come and been looked at.
        bool judged = false;
        /// It has come, but nothing of it may be delivered yet.
        bool held = false;
        /// What was found when it came to be held: a page is to be learned from once.
        std::optional<bool> heavy;
        std::uint64_t bytes = 0;
        std::shared_ptr<Reader> reader;
    };

    using iterator = typename std::list<shard>::iterator;

    using precision = client::bounds_precision;

    shard_book(
        std::vector<detail::cursor_window> const& left, window_cutter cutter,
        shard_limits const& limits, precision known = precision::second)
        : cutter_(cutter)
        , limits_(limits)
        , shards_(left.begin(), left.end())
    {
        know(known);
    }

    /// How exactly bounds count, as far as it is known.
    [[nodiscard]] precision bounds() const noexcept
    {
        return precision_;
    }

    /// Whether the pages of `which` may lack something.
    [[nodiscard]] bool is_in_doubt(shard const& which) const noexcept
    {
        return precision_ == precision::unknown && !which.begun
            && (which.left.from || which.left.to);
    }

    /// The first page of `which`, which is in doubt, has come. What it tells about the size of
    /// windows is right where bounds count to the second, and does no harm elsewhere.
    void hold(shard& which, window_sample const& sample, std::uint64_t bytes) noexcept
    {
        which.heavy = cutter_.is_heavy(which.window(), sample);
        which.held = true;
        knows_something_ = true;
        which.bytes = bytes;
        largest_ = std::max(largest_, bytes);
    }

    /// Whether everything has come that can tell how exactly bounds count: nothing that is in doubt
    /// is awaited, and nothing more can be opened.
    [[nodiscard]] bool is_at_a_loss() const noexcept
    {
        return std::any_of(shards_.begin(), shards_.end(), [](auto const& s) { return s.held; })
            && !awaits_doubtful();
    }

    /// Takes in how exactly bounds count. Gives the readers of those windows that are closed again
    /// because they may lack something.
    [[nodiscard]] std::vector<std::shared_ptr<Reader>> settle(precision found)
    {
        std::vector<std::shared_ptr<Reader>> in_vain;
        for (shard& each : shards_)
        {
            if (found != precision::second && each.reader && is_in_doubt(each))
            {
                in_vain.push_back(each.reader);
                close(each);
            }
            each.held = false;
        }
        know(found);
        if (found != precision::second)
            join();
        return in_vain;
    }

    /// Windows are not cut any more.
    void stop_cutting() noexcept
    {
        cuts_ = false;
    }

    [[nodiscard]] std::list<shard>& shards() noexcept
    {
        return shards_;
    }

    [[nodiscard]] std::list<shard> const& shards() const noexcept
    {
        return shards_;
    }

    /// The window to open now, if there is one; it is the caller's to give it a reader.
    [[nodiscard]] shard* next_to_open()
    {
        iterator const closed = std::find_if(
            shards_.begin(), shards_.end(), [](shard const& each) { return !each.reader; });
        if (closed == shards_.end() || (closed != shards_.begin() && !has_room()))
            return nullptr;
        if (!closed->begun && cuts_)
        {
            if (std::optional<instant> const boundary = cutter_.cut(closed->window()))
                divide(closed, *boundary);
        }
        if (is_in_doubt(*closed) && awaits_doubtful())
            return nullptr;
        return &*closed;
    }

    /// The first page of `which` could not be fetched, which its consumer will hear.
    void judge_broken(shard& which) noexcept
    {
        which.judged = true;
        knows_something_ = true;
    }

    /// The first page of `which` has come. True when the window was found to be heavy: it is closed
    /// again and will be opened in pieces; its reader is to be stopped.
    [[nodiscard]] bool judge(shard& which, window_sample const& sample, std::uint64_t bytes)
    {
        which.judged = true;
        knows_something_ = true;
        which.bytes = bytes;
        largest_ = std::max(largest_, bytes);
        if (which.begun)
            return false;
        bool const heavy = which.heavy ? *which.heavy : cutter_.is_heavy(which.window(), sample);
        if (!heavy || !cuts_)
            return false;
        close(which);
        return true;
    }

    /// What is left: neighbours of which nothing has been delivered are one window again.
    /// `describe` tells how far a shard that has begun has come.
    template <class Describe>
    [[nodiscard]] std::vector<detail::cursor_window> left(Describe describe) const
    {
        std::vector<detail::cursor_window> out;
        bool joins = false;
        for (shard const& each : shards_)
        {
            if (!each.begun && joins && out.back().from == each.left.to && each.left.to)
            {
                out.back().from = each.left.from;
                continue;
            }
            out.push_back(each.begun ? describe(each) : each.left);
            joins = !each.begun;
        }
        return out;
    }

private:
    void know(precision found) noexcept
    {
        // Each window of theirs lists more than two days beyond its own.
        constexpr std::chrono::seconds shortest = std::chrono::days(4);
        precision_ = found;
        if (found == precision::day)
            cutter_.set_shortest(shortest);
        if (found == precision::ignored)
            cuts_ = false;
    }

    void close(shard& which) noexcept
    {
        which.reader.reset();
        which.judged = false;
        which.held = false;
        which.heavy.reset();
        which.bytes = 0;
    }

    /// Makes one window of neighbours that are closed and untouched.
    void join()
    {
        auto const is_free = [](shard const& each) { return !each.begun && !each.reader; };
        for (iterator each = shards_.begin(); each != shards_.end(); ++each)
        {
            for (iterator next = std::next(each); next != shards_.end() && is_free(*each)
                 && is_free(*next) && each->left.from && each->left.from == next->left.to;
                 next = std::next(each))
            {
                each->left.from = next->left.from;
                shards_.erase(next);
            }
        }
    }

    [[nodiscard]] bool awaits_doubtful() const noexcept
    {
        return std::any_of(shards_.begin(), shards_.end(), [this](shard const& each) {
            return each.reader && !each.judged && !each.held && is_in_doubt(each);
        });
    }

    /// Leaves the part of `which` that is newer than `boundary`, and the rest behind it.
    void divide(iterator which, instant boundary)
    {
        detail::cursor_window rest;
        rest.from = which->left.from;
        rest.to = boundary;
        which->left.from = boundary;
        shards_.insert(std::next(which), shard(std::move(rest)));
    }

    [[nodiscard]] bool has_room() const noexcept
    {
        std::size_t open = 0;
        std::size_t awaited = 0;
        std::uint64_t held = largest_;
        for (shard const& each : shards_)
        {
            bool const came = each.judged || each.held;
            open += each.reader && !each.held ? 1 : 0;
            awaited += each.reader && !came ? 1 : 0;
            held += each.reader ? (came ? each.bytes : largest_) : 0;
        }
        // The first page of all tells how dense the listing is, and how large its pages are.
        if (!knows_something_ && open > 0)
            return false;
        return awaited < limits_.at_once && open < 2 * limits_.at_once && held <= limits_.bytes;
    }

    window_cutter cutter_;
    shard_limits limits_;
    std::list<shard> shards_;
    std::uint64_t largest_ = 0;
    bool knows_something_ = false;
    precision precision_ = precision::unknown;
    bool cuts_ = true;
};

} // namespace signalwire::paging
