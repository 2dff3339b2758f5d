#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/request_options.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace signalwire
{

/// How a listing is streamed. Setters chain.
class stream_options
{
public:
    stream_options() = default;

    /// Ends the stream after `value` items and fetches no page beyond the one that holds the last.
    stream_options& limit(std::uint64_t value);
    /// How many pages may be fetched ahead of the one being consumed: 0 fetches a page only when
    /// it is wanted. At most 64, or `std::invalid_argument`. Default 1.
    stream_options& prefetch_pages(std::size_t value);
    /// Goes on after the last item that the stream which gave `value` has delivered. The stream
    /// throws `std::invalid_argument` when its filter or account is another.
    stream_options& resume_from(cursor value);
    /// For every request of the stream; timeouts count per page.
    stream_options& request(request_options value);

    [[nodiscard]] std::optional<std::uint64_t> limit() const noexcept
    {
        return limit_;
    }

    [[nodiscard]] std::size_t prefetch_pages() const noexcept
    {
        return prefetch_pages_;
    }

    [[nodiscard]] std::optional<cursor> const& resume_from() const noexcept
    {
        return resume_from_;
    }

    [[nodiscard]] request_options const& request() const noexcept
    {
        return request_;
    }

private:
    std::optional<std::uint64_t> limit_;
    std::size_t prefetch_pages_ = 1;
    std::optional<cursor> resume_from_;
    request_options request_;
};

} // namespace signalwire
