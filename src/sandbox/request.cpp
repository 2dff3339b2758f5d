#include "sandbox/request.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

#include <array>
#include <charconv>

namespace signalwire::sandbox::detail
{

namespace http = boost::beast::http;

request_traits traits_of(http_request const& request)
{
    request_traits traits;
    traits.keep_alive = request.keep_alive();
    traits.http_1_0 = request.version() < 11;
    traits.is_head = request.method() == http::verb::head;
    return traits;
}

bool has_single_host(http_request const& request) noexcept
{
    return request.version() < 11 || request.count(http::field::host) == 1;
}

bool expects_continue(http_request const& request) noexcept
{
    return boost::beast::iequals(request[http::field::expect], "100-continue");
}

std::optional<response> error_response_to(boost::system::error_code const& error)
{
    if (error.category() != make_error_code(http::error::bad_target).category())
        return std::nullopt;
    if (error == http::error::end_of_stream || error == http::error::partial_message)
        return std::nullopt;
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return error_response(431, 20001, "The request header is too large");
    if (error == http::error::body_limit)
        return error_response(413, 20001, "The request body is too large");
    if (error == http::error::bad_target)
        return error_response(400, 20001, "The target is not an absolute path, percent-encoded");
    return error_response(400, 20001, "The request is not HTTP");
}

void append_chunk(std::string& out, std::string_view data)
{
    if (data.empty())
        return;
    std::array<char, 16> size{};
    auto const [end, failed] =
        std::to_chars(size.data(), size.data() + size.size(), data.size(), 16);
    out.append(size.data(), end).append("\r\n").append(data).append("\r\n");
}

} // namespace signalwire::sandbox::detail
