#include "http/exchange.hpp"

#include <signalwire/errc.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>

namespace signalwire::http
{

namespace asio = boost::asio;
using boost::system::error_code;
using core::failure_kind;

namespace
{

/// A record of TLS carries at most this much.
constexpr std::size_t read_size = 16 * 1024;

bool is_end_of_stream(error_code code) noexcept
{
    return code == asio::error::eof || code == asio::ssl::error::stream_truncated;
}

} // namespace

exchange::exchange(
    std::string_view request, boost::beast::flat_buffer& buffer, response_sink& sink,
    response_limits const& limits)
    : request_(request)
    , buffer_(buffer)
    , content_(sink, limits.max_body_bytes)
    , reader_(content_, limits)
{
}

asio::const_buffer exchange::to_write() const noexcept
{
    return asio::buffer(request_.substr(written_));
}

void exchange::wrote(std::size_t count, error_code code) noexcept
{
    written_ += count;
    write_error_ = code;
}

asio::mutable_buffer exchange::prepare()
{
    content_.on_input_drained();
    return buffer_.prepare(read_size);
}

void exchange::received(std::size_t count, error_code code)
{
    buffer_.commit(count);
    error_code response_error;
    if (count > 0)
        buffer_.consume(reader_.write(buffer_.cdata(), response_error));
    if (!response_error && code && reader_.started() && !reader_.done())
        reader_.finish(code == asio::error::eof, response_error);
    if (response_error && response_error != boost::beast::http::error::partial_message)
        fail_content(response_error);
    else if (!reader_.done() && code)
        fail_reading(code);
}

bool exchange::is_reusable() const
{
    return is_complete() && buffer_.size() == 0 && reader_.keep_alive();
}

/// What it means that reading ended with `code` before the response did.
void exchange::fail_reading(error_code code)
{
    bool const started = reader_.started();
    phase const step = started ? phase::between_bytes : phase::first_byte;
    // A TLS alert is the cause of both errors.
    bool const is_alert = code.category() == asio::error::get_ssl_category();
    if (write_error_ && !is_alert)
    {
        transport_error_ = write_error_;
        failure_.emplace(
            failure_kind::transport, step, write_error_, "the request could not be sent");
    }
    else if (started && is_end_of_stream(code))
    {
        failure_.emplace(
            failure_kind::protocol, step, errc::truncated_response,
            "the response ended before it was complete");
    }
    else if (is_end_of_stream(code))
    {
        failure_.emplace(
            failure_kind::transport, step, code,
            "the server closed the connection before sending a response");
    }
    else
    {
        transport_error_ = code;
        failure_.emplace(failure_kind::transport, step, code, "connection lost");
    }
}

void exchange::fail_content(error_code code)
{
    if (reader_.sink_failed())
    {
        failure_.emplace(
            failure_kind::protocol, phase::between_bytes, code, content_.error_message());
    }
    else if (code == boost::beast::http::error::body_limit)
    {
        failure_.emplace(
            failure_kind::protocol, phase::between_bytes, errc::body_too_large,
            "the response body is larger than limits.max_body_bytes");
    }
    else
    {
        failure_.emplace(
            failure_kind::protocol, phase::between_bytes, errc::malformed_response,
            "malformed HTTP response: " + code.message());
    }
}

} // namespace signalwire::http
