#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/request_options.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace signalwire
{

/// Order of the items of a sharded stream.
enum class stream_order
{
    /// Windows newest first, each in the order of the API. This is the order of the sequential
    /// listing if that is newest first.
    ordered,
    /// As received, which is faster if windows differ in size. Each window is in the order of the
    /// API.
    unordered
};

/// Options of a stream. Setters chain.
///
/// Thread safety: a value type; distinct objects are independent.
class stream_options
{
public:
    stream_options() = default;

    /// Ends the stream after `value` items. The stream requests no page beyond the last item.
    stream_options& limit(std::uint64_t value);
    /// Number of pages to prefetch, 0 to 64, default 1. At 0 (1 in shards) a page is requested when
    /// it is needed.
    ///
    /// Throws: `std::invalid_argument`.
    stream_options& prefetch_pages(std::size_t value);
    /// Maximum bytes of prefetched pages together, as JSON, positive, default 32 MiB. A page that
    /// would exceed it, by the size of the pages before, is not prefetched.
    ///
    /// Throws: `std::invalid_argument`.
    stream_options& max_buffered_bytes(std::uint64_t value);
    /// Resumes after the last item that the stream of the cursor `value` delivered. The stream
    /// throws `std::invalid_argument` if its filter or account differs.
    stream_options& resume_from(cursor value);
    /// Reads the listing in up to `value` parallel windows of time, 1 to 256; 0 (default) reads it
    /// sequentially.
    ///
    /// The filter must bound the range on both sides (for calls: `start_time_after` and
    /// `start_time_before`). Windows hold about one page and are split when they hold many. Values
    /// above `pool_config::max_connections` have no effect.
    ///
    /// The stream delivers each item of the listing once, whether the API treats window bounds as
    /// inclusive, exclusive, accurate to the second, the minute or the day, or ignores them. The
    /// first stream of a client detects this with one or two requests. If bounds are coarser than a
    /// second, windows overlap and more data is read. An item without a time is delivered once, or
    /// again after a resume or after 100,000 such items.
    ///
    /// Throws: `std::invalid_argument`.
    stream_options& shards(std::size_t value);
    /// Order of the items with `shards`; default `stream_order::ordered`.
    stream_options& order(stream_order value);
    /// Reads only the `index`-th (from 1) of `count` equal partitions of the range that the filter
    /// bounds.
    ///
    /// All partitions together deliver every item once, in one process or in several. An item
    /// without a time may be delivered by several partitions, or by none if only some of the API's
    /// machines ignore window bounds.
    ///
    /// Throws: `std::invalid_argument` unless `index` is 1 to `count` and `count` at most
    /// 1,000,000.
    stream_options& partition(std::size_t index, std::size_t count);
    /// Options of every request of the stream; timeouts apply per page.
    stream_options& request(request_options value);

    /// Returns the limit, if set.
    [[nodiscard]] std::optional<std::uint64_t> limit() const noexcept
    {
        return limit_;
    }

    /// Returns the number of pages to prefetch.
    [[nodiscard]] std::size_t prefetch_pages() const noexcept
    {
        return prefetch_pages_;
    }

    /// Returns the maximum bytes of prefetched pages.
    [[nodiscard]] std::uint64_t max_buffered_bytes() const noexcept
    {
        return max_buffered_bytes_;
    }

    /// Returns the cursor to resume from, if set.
    [[nodiscard]] std::optional<cursor> const& resume_from() const noexcept
    {
        return resume_from_;
    }

    /// Returns the maximum number of parallel windows; 0 for a sequential stream.
    [[nodiscard]] std::size_t shards() const noexcept
    {
        return shards_;
    }

    /// Returns the order of the items with `shards`.
    [[nodiscard]] stream_order order() const noexcept
    {
        return order_;
    }

    /// Returns the index of the partition, from 1.
    [[nodiscard]] std::size_t partition_index() const noexcept
    {
        return partition_index_;
    }

    /// Returns the number of partitions; 1 for the whole range.
    [[nodiscard]] std::size_t partition_count() const noexcept
    {
        return partition_count_;
    }

    /// Returns the options of every request.
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
