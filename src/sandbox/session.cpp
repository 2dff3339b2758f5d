#include "sandbox/session.hpp"

#include "sandbox/request.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

namespace asio = boost::asio;
namespace http = boost::beast::http;

constexpr std::size_t max_request_body = 64 * 1024;
constexpr std::size_t tls_record = 16 * 1024;
constexpr std::chrono::milliseconds shutdown_timeout(2000);

constexpr asio::use_awaitable_t<session::executor_type> use_awaitable;

api_request api_request_of(http_request const& request)
{
    api_request result(
        view(request.method_string()), view(request.target()),
        view(request[http::field::authorization]));
    result.content_type = view(request[http::field::content_type]);
    result.ranges.range = view(request[http::field::range]);
    result.ranges.if_range = view(request[http::field::if_range]);
    result.body = request.body();
    return result;
}

} // namespace

session::session(std::shared_ptr<server_context> shared, socket_type socket)
    : context_(std::move(shared))
    , stream_(std::move(socket), context_->tls)
    , watchdog_(stream_.get_executor())
    , delay_timer_(stream_.get_executor())
    , buffer_(context_->options.max_header_bytes + max_request_body)
{
    context_->journal.connection_opened();
}

session::~session()
{
    context_->sessions.remove(this);
    context_->journal.connection_closed();
}

void session::start()
{
    error_code ignored;
    stream_.next_layer().set_option(asio::ip::tcp::no_delay(true), ignored);
    asio::co_spawn(stream_.get_executor(), run(shared_from_this()), asio::detached);
}

void session::stop()
{
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->close(); });
}

session::awaitable<> session::run(std::shared_ptr<session> self)
{
    try
    {
        self->extend_deadline(self->context_->options.handshake_timeout);
        self->start_watchdog();
        // Not `if (co_await …)`: g++ 12 miscompiles jumps out of such statements.
        bool open = co_await self->handshake();
        while (open)
            open = co_await self->serve_request();
    }
    catch (std::exception const&)
    {
        // Out of memory: only this connection ends.
    }
    self->close();
}

session::awaitable<bool> session::handshake()
{
    error_code error;
    co_await stream_.async_handshake(
        asio::ssl::stream_base::server, asio::redirect_error(use_awaitable, error));
    if (error)
        context_->journal.handshake_failed();
    else
        context_->journal.handshake_completed(SSL_session_reused(stream_.native_handle()) == 1);
    co_return !error;
}

session::awaitable<bool> session::serve_request()
{
    extend_deadline(context_->options.idle_timeout);
    parser_type parser;
    parser.header_limit(static_cast<std::uint32_t>(context_->options.max_header_bytes));
    parser.body_limit(max_request_body);

    error_code error;
    co_await http::async_read_header(
        stream_, buffer_, parser, asio::redirect_error(use_awaitable, error));
    std::optional<mock_response> mock;
    if (!error)
        mock = context_->journal.on_request(
            view(parser.get().target()), view(parser.get().method_string()));
    if (mock && mock->close_at == disconnect_point::in_request)
    {
        co_await finish(mock->reset ? connection_end::reset : connection_end::abrupt);
        co_return false;
    }
    // A client that expects 100-continue gets the final response, and the connection ends.
    if (!error && !parser.is_done() && !expects_continue(parser.get()))
    {
        co_await http::async_read(
            stream_, buffer_, parser, asio::redirect_error(use_awaitable, error));
    }
    std::optional<response> const invalid_request = error_response_to(error);
    if (error && !invalid_request)
    {
        co_await finish(connection_end::graceful);
        co_return false;
    }
    send_plan const plan =
        invalid_request ? make_error(*invalid_request) : respond_to(parser, mock);
    bool const sent = co_await send(plan);
    bool const stays_open = sent && plan.then == connection_end::none;
    if (sent && !stays_open)
        co_await finish(plan.then);
    co_return stays_open;
}

send_plan session::respond_to(parser_type const& parser, std::optional<mock_response> const& mock)
{
    context_->journal.request_received();
    http::request<http::string_body> const& request = parser.get();
    request_traits traits = traits_of(request);
    traits.keep_alive = traits.keep_alive && parser.is_done();
    traits.request_id = context_->next_request_id();
    traits.idle_timeout =
        std::chrono::duration_cast<std::chrono::seconds>(context_->options.idle_timeout);
    traits.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());

    mutation_spec const mutation = mock ? mutation_spec(*mock) : mutation_spec();
    api_request content = api_request_of(request);
    content.script = mock && mock->status == 0 && mock->page ? &*mock->page : nullptr;
    content.arrives = !mock || (mock->status == 0 && !mock->raw_response) || mock->performs;
    response own = has_single_host(request)
        ? context_->handler.handle(content, mutation)
        : error_response(400, 20001, "HTTP/1.1 requires exactly one Host header");
    return mock ? make_send_plan(traits, std::move(own), *mock) : make_send_plan(traits, own);
}

send_plan session::make_error(response const& error)
{
    request_traits traits;
    traits.keep_alive = false;
    traits.request_id = context_->next_request_id();
    return make_send_plan(traits, error);
}

session::awaitable<bool> session::send(send_plan const& plan)
{
    bool open = co_await sleep(plan.delay + context_->network.latency());
    if (!open)
        co_return false;
    context_->journal.on_response(plan.status, plan.body_bytes);
    extend_deadline(context_->options.idle_timeout);
    std::uint64_t const rate = context_->network.bytes_per_second();
    bool const is_segmented = plan.segment_bytes != 0 || plan.chunked;
    if (is_segmented || (plan.sound_part && rate == 0))
        open = co_await send_segments(plan);
    else if (rate != 0)
        open = co_await send_paced(plan, rate);
    else
        open = co_await send_whole(plan);
    co_return open;
}

session::awaitable<bool> session::send_whole(send_plan const& plan)
{
    std::string_view body;
    if (plan.body)
        body = std::string_view(*plan.body).substr(0, plan.body_bytes);
    std::size_t const available = tls_record - std::min(tls_record, plan.head.size());
    record_.assign(plan.head).append(body.substr(0, available));
    body.remove_prefix(std::min(available, body.size()));

    std::array<asio::const_buffer, 2> const buffers = {
        asio::buffer(record_), asio::buffer(body.data(), body.size())};
    // Partial writes are progress. Cannot throw: it only moves the deadline forward.
    auto const progress = [this](error_code const& error, std::size_t) {
        extend_deadline(context_->options.idle_timeout);
        return error ? std::size_t{0} : std::size_t{64 * 1024};
    };
    error_code error;
    co_await asio::async_write(
        stream_, buffers, progress, asio::redirect_error(use_awaitable, error));
    co_return !error;
}

session::awaitable<bool> session::send_segments(send_plan const& plan)
{
    constexpr std::size_t sound_segment = std::size_t{4} * tls_record;
    std::size_t const whole = plan.sound_part ? sound_segment : plan.body_bytes;
    std::size_t const segment = plan.segment_bytes == 0 ? whole : plan.segment_bytes;
    std::size_t sent = 0;
    std::string chunk;

    record_ = plan.head;
    for (;;)
    {
        if (plan.chunked)
        {
            chunk.clear();
            plan.append_body(chunk, sent, segment);
            append_chunk(record_, chunk);
        }
        else
        {
            plan.append_body(record_, sent, segment);
        }
        bool const last = sent == plan.body_bytes;
        if (last && plan.chunked && plan.complete)
            record_ += "0\r\n\r\n";

        bool const written = co_await send_record();
        if (!written || last)
            co_return written;
        bool const open = co_await sleep(plan.segment_interval);
        if (!open)
            co_return false;
    }
}

// About fifty segments per second, each sent at the time at which its last byte is due.
session::awaitable<bool> session::send_paced(send_plan const& plan, std::uint64_t bytes_per_second)
{
    std::size_t const segment =
        static_cast<std::size_t>(std::clamp<std::uint64_t>(bytes_per_second / 50, 1, tls_record));
    clock::time_point const begin = clock::now();
    std::size_t body_sent = 0;
    std::uint64_t sent = 0;
    record_ = plan.head;
    for (;;)
    {
        plan.append_body(record_, body_sent, segment);
        sent += record_.size();
        clock::time_point const due = begin + transfer_time(sent, bytes_per_second);
        bool const open =
            co_await sleep(std::chrono::ceil<std::chrono::milliseconds>(due - clock::now()));
        if (!open)
            co_return false;

        bool const written = co_await send_record();
        if (!written || body_sent == plan.body_bytes)
            co_return written;
    }
}

session::awaitable<bool> session::send_record()
{
    error_code error;
    extend_deadline(context_->options.idle_timeout);
    co_await asio::async_write(
        stream_, asio::buffer(record_), asio::redirect_error(use_awaitable, error));
    record_.clear();
    co_return !error;
}

session::awaitable<bool> session::sleep(std::chrono::milliseconds duration)
{
    if (duration.count() <= 0)
        co_return !closed_;
    extend_deadline(context_->options.idle_timeout + duration);
    delay_timer_.expires_after(duration);
    error_code error;
    co_await delay_timer_.async_wait(asio::redirect_error(use_awaitable, error));
    co_return !error && !closed_;
}

session::awaitable<> session::finish(connection_end kind)
{
    if (kind == connection_end::graceful)
    {
        extend_deadline(std::min(shutdown_timeout, context_->options.idle_timeout));
        error_code ignored;
        co_await stream_.async_shutdown(asio::redirect_error(use_awaitable, ignored));
    }
    if (kind == connection_end::reset)
    {
        error_code ignored;
        stream_.next_layer().set_option(asio::socket_base::linger(true, 0), ignored);
    }
    close();
}

// Most updates move the deadline forward. The timer is not restarted then: it checks the deadline
// when it expires.
void session::extend_deadline(std::chrono::milliseconds duration)
{
    deadline_ = clock::now() + duration;
    if (deadline_ < watchdog_.expiry())
        start_watchdog();
}

void session::start_watchdog()
{
    watchdog_.expires_at(deadline_);
    watchdog_.async_wait([self = shared_from_this()](error_code const& error) {
        if (!error && !self->closed_)
            self->check_deadline();
    });
}

void session::check_deadline() noexcept
{
    try
    {
        if (clock::now() < deadline_)
            return start_watchdog();
    }
    catch (std::exception const&)
    {
        // Invariant: no connection without a watchdog.
    }
    close();
}

void session::close() noexcept
{
    closed_ = true;
    error_code ignored;
    stream_.next_layer().close(ignored);
    try
    {
        watchdog_.cancel();
        delay_timer_.cancel();
    }
    catch (boost::system::system_error const&)
    {
        // Unlikely and harmless: the handlers check closed_.
    }
}

} // namespace signalwire::sandbox::detail
