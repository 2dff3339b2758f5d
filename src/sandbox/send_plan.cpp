#include "sandbox/send_plan.hpp"

#include "sandbox/times.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

using header = std::pair<std::string, std::string>;

std::string const* find(response::header_list const& headers, std::string_view name) noexcept
{
    auto const found = std::find_if(headers.begin(), headers.end(), [&](header const& entry) {
        return boost::beast::iequals(entry.first, name);
    });
    return found == headers.end() ? nullptr : &found->second;
}

void replace(response::header_list& headers, response::header_list const& others)
{
    std::erase_if(headers, [&](header const& entry) { return find(others, entry.first); });
    headers.insert(headers.end(), others.begin(), others.end());
}

bool has_body(int status) noexcept
{
    return status >= 200 && status != 204 && status != 304;
}

void append_header(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

// Appends a header of the server unless the response has it already.
void append_default(
    std::string& out, response const& content, std::string_view name, std::string_view value)
{
    if (!find(content.headers, name))
        append_header(out, name, value);
}

void append_connection(std::string& out, request_traits const& request, response const& content)
{
    if (!request.keep_alive)
        return append_default(out, content, "Connection", "close");
    if (request.http_1_0)
        append_default(out, content, "Connection", "keep-alive");
    if (request.idle_timeout.count() > 0)
        append_default(
            out, content, "Keep-Alive", "timeout=" + std::to_string(request.idle_timeout.count()));
}

std::string head_of(request_traits const& request, response const& content, bool chunked)
{
    std::string out = "HTTP/1.1 " + std::to_string(content.status) + ' ';
    out += boost::beast::http::obsolete_reason(
        boost::beast::http::int_to_status(static_cast<unsigned>(content.status)));
    out += "\r\n";
    for (auto const& [name, value] : content.headers)
        append_header(out, name, value);
    append_default(out, content, "x-request-id", request.request_id);
    if (chunked)
        append_header(out, "Transfer-Encoding", "chunked");
    else if (has_body(content.status))
        append_default(out, content, "Content-Length", std::to_string(content.size()));
    append_connection(out, request, content);
    return out += "\r\n";
}

bool wants_close(response const& content)
{
    std::string const* const connection = find(content.headers, "Connection");
    return connection && boost::beast::iequals(*connection, "close");
}

send_plan make_send_plan(request_traits const& request, response const& content, bool chunked)
{
    send_plan result;
    result.status = content.status;
    result.head = head_of(request, content, chunked);
    result.chunked = chunked;
    if (has_body(content.status) && !request.is_head)
    {
        result.body = content.body;
        result.sound_part = content.sound_part;
        result.body_bytes = content.size();
    }
    if (!request.keep_alive || wants_close(content))
        result.then = connection_end::graceful;
    return result;
}

/// RFC 9110, section 5.6.7.
std::string http_date(std::chrono::sys_seconds time)
{
    std::string text;
    append_rfc2822(text, time);
    text.resize(text.find('+'));
    return text += "GMT";
}

void truncate_at(send_plan& plan, disconnect_point point)
{
    plan.complete = plan.complete && point == disconnect_point::after_response;
    if (point == disconnect_point::after_response)
        return;
    plan.body_bytes = point == disconnect_point::in_body ? plan.body_bytes / 2 : 0;
    if (point == disconnect_point::in_body)
        return;
    plan.head.resize(point == disconnect_point::in_header ? plan.head.size() / 2 : 0);
    plan.chunked = false;
    if (point == disconnect_point::before_response)
        plan.status = 0;
}

send_plan make_raw_send_plan(mock_response const& mock)
{
    send_plan result;
    result.head = *mock.raw_response;
    result.delay = mock.delay;
    result.then = mock.reset ? connection_end::reset : connection_end::graceful;
    return result;
}

} // namespace

void send_plan::append_body(std::string& out, std::size_t& offset, std::size_t size) const
{
    size = std::min(size, body_bytes - offset);
    if (sound_part)
        sound_part->append(out, offset, size);
    else if (body)
        out.append(*body, offset, size);
    offset += size;
}

send_plan make_send_plan(request_traits const& request, response const& own)
{
    return make_send_plan(request, own, false);
}

send_plan make_send_plan(request_traits const& request, response own, mock_response const& mock)
{
    if (mock.raw_response)
        return make_raw_send_plan(mock);
    if (mock.status != 0)
        own = response(mock.status, std::make_shared<std::string const>(mock.body));
    replace(own.headers, mock.headers);
    if (mock.retry_after_date_offset)
        replace(
            own.headers,
            {header("Retry-After", http_date(request.now + *mock.retry_after_date_offset))});

    bool const chunked =
        mock.chunked && !request.http_1_0 && !request.is_head && has_body(own.status);
    send_plan result = make_send_plan(request, own, chunked);
    result.delay = mock.delay;
    result.segment_bytes = mock.segment_bytes;
    result.segment_interval = mock.segment_interval;
    if (mock.close_after_bytes)
    {
        result.body_bytes = std::min(result.body_bytes, *mock.close_after_bytes);
        result.complete = false;
    }
    if (mock.close_at != disconnect_point::none)
        truncate_at(result, mock.close_at);
    if (mock.close_after_bytes || mock.close_at != disconnect_point::none)
        result.then = mock.reset ? connection_end::reset : connection_end::abrupt;
    return result;
}

} // namespace signalwire::sandbox::detail
