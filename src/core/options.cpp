#include "core/text.hpp"

#include <signalwire/request_options.hpp>
#include <signalwire/stream_options.hpp>
#include <signalwire/watch_options.hpp>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
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
    request_ = std::move(value);
    return *this;
}

namespace
{

template <class T>
T positive(T value, char const* name)
{
    if (value <= T(0))
        throw std::invalid_argument(std::string("request_options::") + name + " must be positive");
    return value;
}

/// At most a year, so that adding it to a clock cannot overflow.
std::chrono::milliseconds duration(std::chrono::milliseconds value, char const* name)
{
    if (positive(value, name) > std::chrono::hours(24 * 365))
        throw std::invalid_argument(
            std::string("request_options::") + name + " must be at most a year");
    return value;
}

} // namespace

request_options& request_options::total_timeout(std::chrono::milliseconds value)
{
    total_timeout_ = duration(value, "total_timeout");
    return *this;
}

request_options& request_options::attempt_timeout(std::chrono::milliseconds value)
{
    attempt_timeout_ = duration(value, "attempt_timeout");
    return *this;
}

request_options& request_options::max_attempts(int value)
{
    max_attempts_ = positive(value, "max_attempts");
    return *this;
}

namespace
{

bool is_token(std::string_view name) noexcept
{
    constexpr std::string_view characters =
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    return !name.empty() && name.find_first_not_of(characters) == name.npos;
}

/// Fields that the library sets, and those that belong to one connection (RFC 9110 section 7.6.1).
bool is_reserved(std::string_view name) noexcept
{
    return core::is_any_of(
        name,
        {"Host",
         "Authorization",
         "User-Agent",
         "Accept",
         "Accept-Encoding",
         "X-Request-Id",
         "Content-Type",
         "Content-Length",
         "Content-Encoding",
         "Content-Range",
         "Range",
         "If-Range",
         "Expect",
         "Connection",
         "Keep-Alive",
         "Proxy-Connection",
         "Proxy-Authenticate",
         "Proxy-Authorization",
         "TE",
         "Trailer",
         "Transfer-Encoding",
         "Upgrade",
         "HTTP2-Settings"});
}

/// Removes the line of the field `name`, if there is one.
void erase_field(std::string& lines, std::string_view name)
{
    for (std::size_t begin = 0; begin < lines.size();)
    {
        std::size_t const end = lines.find('\n', begin) + 1;
        std::string_view const line = std::string_view(lines).substr(begin, end - begin);
        if (core::is_any_of(line.substr(0, line.find(':')), {name}))
            lines.erase(begin, end - begin);
        else
            begin = end;
    }
}

} // namespace

request_options& request_options::header(std::string_view name, std::string_view value)
{
    constexpr std::size_t max_bytes = 8 * std::size_t{1024};
    auto const require = [name](bool holds, std::string_view rule) {
        if (!holds)
        {
            throw std::invalid_argument(
                "request_options::header: " + core::quoted(name).append(" ").append(rule));
        }
    };
    require(is_token(name), "is not the name of a field");
    require(!is_reserved(name), "is set by the library");
    require(!core::has_control(value), "must not contain control characters");
    std::string lines = header_lines_;
    erase_field(lines, name);
    lines.append(name).append(": ").append(core::trimmed(value)).append("\r\n");
    require(lines.size() <= max_bytes, "exceeds 8 KiB of header fields");
    header_lines_ = std::move(lines);
    return *this;
}

watch_options& watch_options::lookback(std::chrono::seconds value)
{
    if (value.count() <= 0)
        throw std::invalid_argument("watch_options::lookback must be positive");
    if (value > std::chrono::hours(24 * 366 * 100))
        throw std::invalid_argument("watch_options::lookback must be at most 100 years");
    lookback_ = value;
    return *this;
}

watch_options& watch_options::max_interval(std::chrono::milliseconds value)
{
    if (value.count() <= 0)
        throw std::invalid_argument("watch_options::max_interval must be positive");
    if (value > std::chrono::hours(24 * 365))
        throw std::invalid_argument("watch_options::max_interval must be at most a year");
    max_interval_ = value;
    return *this;
}

watch_options& watch_options::max_tracked_items(std::size_t value)
{
    if (value == 0)
        throw std::invalid_argument("watch_options::max_tracked_items must be positive");
    max_tracked_items_ = value;
    return *this;
}

watch_options& watch_options::max_polls(std::uint64_t value)
{
    if (value == 0)
        throw std::invalid_argument("watch_options::max_polls must be positive");
    max_polls_ = value;
    return *this;
}

watch_options& watch_options::resume_from(cursor value)
{
    resume_from_ = std::move(value);
    return *this;
}

watch_options& watch_options::request(request_options value)
{
    request_ = std::move(value);
    return *this;
}

} // namespace signalwire
