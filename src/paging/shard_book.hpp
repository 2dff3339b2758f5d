#pragma once

#include "paging/shard_limits.hpp"
#include "paging/time_window.hpp"
#include "paging/window_cutter.hpp"

#include <signalwire/cursor_window.hpp>

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
template <class Reader>
class shard_book
{
public:
    struct shard
    {
        explicit shard(cursor_window place)
            : left(std::move(place))
            , begun(!left.page_uri.empty())
        {
        }

        [[nodiscard]] time_window window() const noexcept
        {
            return time_window(left.from, left.to);
        }

        /// The window, and where it was resumed.
        cursor_window left;
        /// Something of it has been delivered: it must not be cut any more.
        bool begun;
        /// Its first page has come and been looked at.
        bool judged = false;
        std::uint64_t bytes = 0;
        std::shared_ptr<Reader> reader;
    };

    using iterator = typename std::list<shard>::iterator;

    shard_book(
        std::vector<cursor_window> const& left, window_cutter cutter, shard_limits const& limits)
        : cutter_(cutter)
        , limits_(limits)
        , shards_(left.begin(), left.end())
    {
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
        if (!closed->begun)
        {
            if (std::optional<instant> const boundary = cutter_.cut(closed->window()))
                divide(closed, *boundary);
        }
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
        if (which.begun || !cutter_.is_heavy(which.window(), sample))
            return false;
        which.reader.reset();
        which.judged = false;
        which.bytes = 0;
        return true;
    }

    /// What is left: neighbours of which nothing has been delivered are one window again.
    /// `describe` tells how far a shard that has begun has come.
    template <class Describe>
    [[nodiscard]] std::vector<cursor_window> left(Describe describe) const
    {
        std::vector<cursor_window> out;
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
    /// Leaves the part of `which` that is newer than `boundary`, and the rest behind it.
    void divide(iterator which, instant boundary)
    {
        cursor_window rest;
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
            open += each.reader ? 1 : 0;
            awaited += each.reader && !each.judged ? 1 : 0;
            held += each.reader ? (each.judged ? each.bytes : largest_) : 0;
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
};

} // namespace signalwire::paging
