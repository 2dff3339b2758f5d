#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/request_options.hpp>
#include <signalwire/stream_order.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace signalwire
{

/// How a listing is streamed. Setters chain.
///
/// Thread safety: a value type; distinct objects are independent.
class stream_options
{
public:
    stream_options() = default;

    /// Ends the stream after `value` items and fetches no page beyond the one that holds the last.
    stream_options& limit(std::uint64_t value);
    /// How many pages may be fetched ahead of the one being consumed: 0 fetches a page only when
    /// it is wanted (with shards it is 1). At most 64, or `std::invalid_argument`. Default 1.
    stream_options& prefetch_pages(std::size_t value);
    /// What the pages fetched ahead may take together, measured in bytes of JSON as it came. A page
    /// that is larger is fetched only when it is wanted; how large pages are, the first one tells.
    /// Positive. Default 32 MiB.
    stream_options& max_buffered_bytes(std::uint64_t value);
    /// Goes on after the last item that the stream which gave `value` has delivered. The stream
    /// throws `std::invalid_argument` when its filter or account is another.
    stream_options& resume_from(cursor value);
    /// Reads the listing in windows of time, up to `value` of them at once: 1 to 256, or
    /// `std::invalid_argument`; 0, the default, reads it page after page. The filter must bound the
    /// range on both sides (for calls: `start_time_after` and `start_time_before`). Windows are cut
    /// so that each holds about a page, and cut again where they turn out to hold many. More than
    /// `pool_config::max_connections` of them are of no use.
    ///
    /// The stream delivers what a listing with the same filter does, every item once, however the
    /// API reads the bounds of windows: inclusive or not, to the second, the minute or the day, or
    /// not at all. The first stream of a client finds that out, with one request, or two if what it
    /// reads first has no item that can tell; streams that begin together each do. Where bounds do
    /// not count to the second, windows overlap and more is read. An item whose response tells no
    /// time comes once, or again from a stream that is resumed and after 100,000 such items.
    stream_options& shards(std::size_t value);
    /// With `shards`: in which order. Default `stream_order::ordered`.
    stream_options& order(stream_order value);
    /// Only the `index`-th (from 1) of `count` equal windows of the range that the filter bounds:
    /// all of them together deliver every item once, on one machine or on many. An item whose
    /// response tells no time may come from several, or from none where bounds are ignored by some
    /// of the server's machines only. Throws `std::invalid_argument` unless
    /// 1 <= `index` <= `count` <= 1'000'000.
    stream_options& partition(std::size_t index, std::size_t count);
    /// For every request of the stream; timeouts count per page.
    stream_options& request(request_options value);

    /// What was set, or nothing for no limit.
    [[nodiscard]] std::optional<std::uint64_t> limit() const noexcept
    {
        return limit_;
    }

    /// What was set, or the default.
    [[nodiscard]] std::size_t prefetch_pages() const noexcept
    {
        return prefetch_pages_;
    }

    /// What was set, or the default.
    [[nodiscard]] std::uint64_t max_buffered_bytes() const noexcept
    {
        return max_buffered_bytes_;
    }

    /// What was set, or nothing for the beginning.
    [[nodiscard]] std::optional<cursor> const& resume_from() const noexcept
    {
        return resume_from_;
    }

    /// What was set, or the default.
    [[nodiscard]] std::size_t shards() const noexcept
    {
        return shards_;
    }

    /// What was set, or the default.
    [[nodiscard]] stream_order order() const noexcept
    {
        return order_;
    }

    /// Which part, from 1; 1 when none was set.
    [[nodiscard]] std::size_t partition_index() const noexcept
    {
        return partition_index_;
    }

    /// Of how many; 1 when none was set.
    [[nodiscard]] std::size_t partition_count() const noexcept
    {
        return partition_count_;
    }

    /// What was set, or nothing special.
    [[nodiscard]] request_options const& request() const noexcept
    {
        return request_;
    }

private:
    std::optional<std::uint64_t> limit_;
    std::size_t prefetch_pages_ = 1;
    std::uint64_t max_buffered_bytes_ = std::uint64_t{32} * 1024 * 1024;
    std::size_t shards_ = 0;
    stream_order order_ = stream_order::ordered;
    std::size_t partition_index_ = 1;
    std::size_t partition_count_ = 1;
    std::optional<cursor> resume_from_;
    request_options request_;
};

} // namespace signalwire
