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

stream_options& stream_options::resume_from(cursor value)
{
    resume_from_ = std::move(value);
    return *this;
}

stream_options& stream_options::request(request_options value)
{
    request_ = value;
    return *this;
}

} // namespace signalwire
