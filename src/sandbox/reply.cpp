#include <signalwire/sandbox/reply.hpp>

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

reply& reply::header(std::string_view name, std::string_view value)
{
    headers.emplace_back(name, value);
    return *this;
}

reply& reply::truncate(std::size_t body_bytes)
{
    close_after = body_bytes;
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
