#include <signalwire/stream_options.hpp>

#include <stdexcept>
#include <utility>

namespace signalwire
{

stream_options& stream_options::limit(std::uint64_t value)
{
    limit_ = value;
    return *this;
}

stream_options& stream_options::prefetch_pages(std::size_t value)
{
    if (value > 64)
        throw std::invalid_argument("stream_options::prefetch_pages must be 0 to 64");
    prefetch_pages_ = value;
    return *this;
}

stream_options& stream_options::max_buffered_bytes(std::uint64_t value)
{
    if (value == 0)
        throw std::invalid_argument("stream_options::max_buffered_bytes must be positive");
    max_buffered_bytes_ = value;
    return *this;
}

stream_options& stream_options::resume_from(cursor value)
{
    resume_from_ = std::move(value);
    return *this;
}

stream_options& stream_options::shards(std::size_t value)
{
    if (value > 256)
        throw std::invalid_argument("stream_options::shards must be 0 to 256");
    shards_ = value;
    return *this;
}

stream_options& stream_options::order(stream_order value)
{
    order_ = value;
    return *this;
}

stream_options& stream_options::partition(std::size_t index, std::size_t count)
{
    if (index < 1 || index > count || count > 1'000'000)
    {
        throw std::invalid_argument(
            "stream_options::partition must be 1 to count, with a count of at most 1000000");
    }
    partition_index_ = index;
    partition_count_ = count;
    return *this;
}

stream_options& stream_options::request(request_options value)
{
    request_ = value;
    return *this;
}

} // namespace signalwire
