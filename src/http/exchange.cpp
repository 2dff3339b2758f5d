#include "http/exchange.hpp"

#include "http/content_decoder.hpp"
#include "net/handshake_problem.hpp"

#include <signalwire/errc.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

#include <utility>

namespace signalwire::http
{

namespace asio = boost::asio;
using boost::system::error_code;
using core::failure;
using core::failure_kind;

namespace
{

/// A record of TLS carries at most this much.
constexpr std::size_t read_size = 16 * 1024;

bool is_end_of_stream(error_code code) noexcept
{
    return code == asio::error::eof || code == asio::ssl::error::stream_truncated;
}

failure send_failure(async::operation const& op, error_code code)
{
    if (op.stopped())
        return op.stop_failure();
    return failure(
        failure_kind::transport, phase::first_byte, code,
        "the request could not be sent: " + code.message());
}

/// What it means that reading ended with `code` before the response did.
failure read_failure(async::operation const& op, error_code code, bool started)
{
    if (op.stopped())
        return op.stop_failure();
    if (started && is_end_of_stream(code))
    {
        return failure(
            failure_kind::protocol, phase::between_bytes, errc::truncated_response,
            "the response ended before it was complete");
    }
    phase const step = started ? phase::between_bytes : phase::first_byte;
    if (is_end_of_stream(code))
    {
        return failure(
            failure_kind::transport, step, code,
            "the server closed the connection without an answer");
    }
    failure out(failure_kind::transport, step, code, "the connection broke: " + net::explain(code));
    // An alert of TLS's: a client certificate that is missing, say.
    out.permanent = net::is_lasting(code);
    return out;
}

failure content_failure(
    response_reader const& reader, content_decoder const& content, error_code code)
{
    if (reader.sink_failed())
        return failure(failure_kind::protocol, phase::between_bytes, code, content.problem());
    if (code == boost::beast::http::error::body_limit)
    {
        return failure(
            failure_kind::protocol, phase::between_bytes, errc::body_too_large,
            "the response body is larger than limits.body_bytes");
    }
    return failure(
        failure_kind::protocol, phase::between_bytes, errc::bad_response,
        "the answer is not a response of HTTP/1.1: " + code.message());
}

failure describe(failure what, bool answered)
{
    what.sent = true;
    what.answered = answered;
    return what;
}

} // namespace

asio::awaitable<core::result<bool>> exchange(
    async::operation& op, net::connection& link, std::string const& request, response_sink& sink,
    exchange_limits const& limits)
{
    constexpr auto token = asio::as_tuple(asio::deferred);
    link.begin_exchange();
    op.expect(phase::first_byte, limits.first_byte);
    auto const [send_code, sent] =
        co_await asio::async_write(link.stream(), asio::buffer(request), token);
    if (send_code || op.stopped())
        co_return describe(send_failure(op, send_code), false);

    content_decoder content(sink, limits.response.body);
    response_reader reader(content, limits.response);
    while (!reader.done())
    {
        content.on_pause();
        auto const [read_code, received] =
            co_await link.stream().async_read_some(link.buffer().prepare(read_size), token);
        link.buffer().commit(received);
        // Before decoding, which belongs to the time of the body.
        if (received > 0)
            op.expect(phase::between_bytes, limits.between_bytes);
        error_code code;
        if (received > 0)
            link.buffer().consume(reader.write(link.buffer().cdata(), code));
        if (!code && read_code && !op.stopped() && reader.started() && !reader.done())
            reader.finish(read_code == asio::error::eof, code);
        if (code == boost::beast::http::error::partial_message)
            co_return describe(read_failure(op, read_code, true), true);
        if (code)
            co_return describe(content_failure(reader, content, code), true);
        if (!reader.done() && (read_code || op.stopped()))
            co_return describe(read_failure(op, read_code, reader.started()), reader.started());
    }
    op.end_step();
    link.end_exchange(reader.patience());
    co_return link.buffer().size() == 0 && reader.keep_alive();
}

} // namespace signalwire::http
