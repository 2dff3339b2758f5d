#include "sandbox/response.hpp"

#include <signalwire/sandbox/mock_response.hpp>

namespace signalwire::sandbox
{

reply::reply(int http_status, std::string_view content, std::string_view content_type)
    : status(http_status)
    , body(content)
{
    if (!content_type.empty())
        header("Content-Type", content_type);
}

reply reply::bytes(std::string_view content)
{
    reply result;
    result.raw.emplace(content);
    return result;
}

reply reply::hang_up()
{
    return bytes({});
}

reply reply::refusal(int http_status, int code, std::string_view message)
{
    detail::answer const worded = detail::refusal(http_status, code, message);
    return reply(worded.status, *worded.body);
}

reply& reply::header(std::string_view name, std::string_view value)
{
    headers.emplace_back(name, value);
    return *this;
}

reply& reply::retry_after(std::chrono::seconds delta)
{
    return header("Retry-After", std::to_string(delta.count()));
}

reply& reply::retry_after_date(std::chrono::seconds from_now)
{
    retry_date = from_now;
    return *this;
}

reply& reply::spoil(page_change how, std::size_t amount)
{
    change = how;
    change_amount = amount;
    return *this;
}

reply& reply::truncate(std::size_t body_bytes)
{
    close_after = body_bytes;
    return *this;
}

reply& reply::cut(cut_point where)
{
    close_at = where;
    return *this;
}

reply& reply::with_reset()
{
    reset = true;
    return *this;
}

reply& reply::wait(std::chrono::milliseconds before_first_byte)
{
    delay = before_first_byte;
    return *this;
}

reply& reply::drip(std::size_t piece_bytes, std::chrono::milliseconds between_pieces)
{
    piece = piece_bytes;
    pause = between_pieces;
    return *this;
}

} // namespace signalwire::sandbox
