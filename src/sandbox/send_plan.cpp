#include "sandbox/send_plan.hpp"

#include "sandbox/rfc2822.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

using header = std::pair<std::string, std::string>;

std::string const* find(answer::header_list const& headers, std::string_view name) noexcept
{
    auto const found = std::find_if(headers.begin(), headers.end(), [&](header const& each) {
        return boost::beast::iequals(each.first, name);
    });
    return found == headers.end() ? nullptr : &found->second;
}

void replace(answer::header_list& headers, answer::header_list const& others)
{
    std::erase_if(headers, [&](header const& each) { return find(others, each.first); });
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

// A header of the server's own, unless the answer has it already.
void append_default(
    std::string& out, answer const& content, std::string_view name, std::string_view value)
{
    if (!find(content.headers, name))
        append_header(out, name, value);
}

void append_connection(std::string& out, request_traits const& request, answer const& content)
{
    if (!request.keep_alive)
        return append_default(out, content, "Connection", "close");
    if (request.http_1_0)
        append_default(out, content, "Connection", "keep-alive");
    if (request.idle_timeout.count() > 0)
        append_default(
            out, content, "Keep-Alive", "timeout=" + std::to_string(request.idle_timeout.count()));
}

std::string head_of(request_traits const& request, answer const& content, bool chunked)
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
        append_default(out, content, "Content-Length", std::to_string(content.body->size()));
    append_connection(out, request, content);
    return out += "\r\n";
}

bool wants_close(answer const& content)
{
    std::string const* const connection = find(content.headers, "Connection");
    return connection && boost::beast::iequals(*connection, "close");
}

delivery deliver(request_traits const& request, answer const& content, bool chunked)
{
    delivery result;
    result.status = content.status;
    result.head = head_of(request, content, chunked);
    result.chunked = chunked;
    if (has_body(content.status) && !request.is_head)
    {
        result.body = content.body;
        result.body_bytes = content.body->size();
    }
    if (!request.keep_alive || wants_close(content))
        result.then = ending::orderly;
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

void cut_off(delivery& what, cut_point where)
{
    what.complete = what.complete && where == cut_point::after_answer;
    if (where == cut_point::after_answer)
        return;
    what.body_bytes = where == cut_point::in_body ? what.body_bytes / 2 : 0;
    if (where == cut_point::in_body)
        return;
    what.head.resize(where == cut_point::in_header ? what.head.size() / 2 : 0);
    what.chunked = false;
    if (where == cut_point::before_answer)
        what.status = 0;
}

delivery deliver_raw(reply const& script)
{
    delivery result;
    result.head = *script.raw;
    result.delay = script.delay;
    result.then = script.reset ? ending::reset : ending::orderly;
    return result;
}

} // namespace

delivery deliver(request_traits const& request, answer const& own)
{
    return deliver(request, own, false);
}

delivery deliver(request_traits const& request, answer own, reply const& script)
{
    if (script.raw)
        return deliver_raw(script);
    if (script.status != 0)
        own = answer(script.status, std::make_shared<std::string const>(script.body));
    replace(own.headers, script.headers);
    if (script.retry_date)
        replace(own.headers, {header("Retry-After", http_date(request.now + *script.retry_date))});

    bool const chunked =
        script.chunked && !request.http_1_0 && !request.is_head && has_body(own.status);
    delivery result = deliver(request, own, chunked);
    result.delay = script.delay;
    result.piece = script.piece;
    result.pause = script.pause;
    if (script.close_after)
    {
        result.body_bytes = std::min(result.body_bytes, *script.close_after);
        result.complete = false;
    }
    if (script.close_at != cut_point::none)
        cut_off(result, script.close_at);
    if (script.close_after || script.close_at != cut_point::none)
        result.then = script.reset ? ending::reset : ending::abrupt;
    return result;
}

} // namespace signalwire::sandbox::detail
