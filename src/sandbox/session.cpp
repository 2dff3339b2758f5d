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
constexpr std::chrono::milliseconds goodbye(2000);

constexpr asio::use_awaitable_t<session::executor_type> use_awaitable;

} // namespace

session::session(std::shared_ptr<service> shared, socket_type socket)
    : service_(std::move(shared))
    , stream_(std::move(socket), service_->tls)
    , watchdog_(stream_.get_executor())
    , pause_timer_(stream_.get_executor())
    , buffer_(service_->options.max_header_bytes + max_request_body)
{
    service_->journal.connection_opened();
}

session::~session()
{
    service_->connections.remove(this);
    service_->journal.connection_closed();
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
        self->allow(self->service_->options.handshake_timeout);
        self->watch();
        // Not `if (co_await …)`: g++ 12 miscompiles jumps out of such statements.
        bool open = co_await self->shake_hands();
        while (open)
            open = co_await self->serve_request();
    }
    catch (std::exception const&)
    {
        // Out of memory: the connection ends, the server goes on.
    }
    self->close();
}

session::awaitable<bool> session::shake_hands()
{
    error_code error;
    co_await stream_.async_handshake(
        asio::ssl::stream_base::server, asio::redirect_error(use_awaitable, error));
    if (error)
        service_->journal.handshake_failed();
    else
        service_->journal.handshake_completed(SSL_session_reused(stream_.native_handle()) == 1);
    co_return !error;
}

session::awaitable<bool> session::serve_request()
{
    allow(service_->options.idle_timeout);
    parser_type parser;
    parser.header_limit(static_cast<std::uint32_t>(service_->options.max_header_bytes));
    parser.body_limit(max_request_body);

    error_code const error = co_await read_request(parser);
    std::optional<answer> const refused = refusal_of(error);
    if (error && !refused)
    {
        co_await finish(ending::orderly);
        co_return false;
    }
    delivery const what = refused ? refuse(*refused) : answer_to(parser);
    bool const sent = co_await send(what);
    bool const stays = sent && what.then == ending::none;
    if (sent && !stays)
        co_await finish(what.then);
    co_return stays;
}

session::awaitable<session::error_code> session::read_request(parser_type& parser)
{
    error_code error;
    co_await http::async_read_header(
        stream_, buffer_, parser, asio::redirect_error(use_awaitable, error));
    // Whoever asks first whether to send a body gets the answer, and the connection ends.
    if (!error && !parser.is_done() && !expects_continue(parser.get()))
    {
        co_await http::async_read(
            stream_, buffer_, parser, asio::redirect_error(use_awaitable, error));
    }
    co_return error;
}

delivery session::answer_to(parser_type const& parser)
{
    http::request<http::string_body> const& request = parser.get();
    request_traits traits = traits_of(request);
    traits.keep_alive = traits.keep_alive && parser.is_done();
    traits.request_id = service_->next_request_id();
    traits.idle_timeout =
        std::chrono::duration_cast<std::chrono::seconds>(service_->options.idle_timeout);
    traits.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());

    std::string_view const target = view(request.target());
    std::optional<reply> const script = service_->journal.request_arrived(target);
    page_flaw const flaw = script ? page_flaw(*script) : page_flaw();
    answer own = names_one_host(request)
        ? service_->api.handle(
              view(request.method_string()), target, view(request[http::field::authorization]),
              flaw)
        : refusal(400, 20001, "HTTP/1.1 demands exactly one Host header");
    return script ? deliver(traits, std::move(own), *script) : deliver(traits, own);
}

delivery session::refuse(answer const& why)
{
    request_traits traits;
    traits.keep_alive = false;
    traits.request_id = service_->next_request_id();
    return deliver(traits, why);
}

session::awaitable<bool> session::send(delivery const& what)
{
    bool open = co_await pause(what.delay + service_->line.latency());
    if (!open)
        co_return false;
    service_->journal.answering(what.status, what.body_bytes);
    allow(service_->options.idle_timeout);
    if (what.piece != 0 || what.chunked)
        open = co_await send_pieces(what);
    else if (std::uint64_t const rate = service_->line.bytes_per_second(); rate != 0)
        open = co_await send_paced(what, rate);
    else
        open = co_await send_whole(what);
    co_return open;
}

session::awaitable<bool> session::send_whole(delivery const& what)
{
    std::string_view body;
    if (what.body)
        body = std::string_view(*what.body).substr(0, what.body_bytes);
    std::size_t const room = tls_record - std::min(tls_record, what.head.size());
    record_.assign(what.head).append(body.substr(0, room));
    body.remove_prefix(std::min(room, body.size()));

    std::array<asio::const_buffer, 2> const buffers = {
        asio::buffer(record_), asio::buffer(body.data(), body.size())};
    // Whoever takes the answer slowly is not silent. Moves the deadline away only: cannot throw.
    auto const progress = [this](error_code const& error, std::size_t) {
        allow(service_->options.idle_timeout);
        return error ? std::size_t{0} : std::size_t{64 * 1024};
    };
    error_code error;
    co_await asio::async_write(
        stream_, buffers, progress, asio::redirect_error(use_awaitable, error));
    co_return !error;
}

session::awaitable<bool> session::send_pieces(delivery const& what)
{
    std::string_view body;
    if (what.body)
        body = std::string_view(*what.body).substr(0, what.body_bytes);
    std::size_t const piece = what.piece == 0 ? body.size() : what.piece;

    record_ = what.head;
    for (;;)
    {
        if (what.chunked)
            append_chunk(record_, body.substr(0, piece));
        else
            record_.append(body.substr(0, piece));
        body.remove_prefix(std::min(piece, body.size()));
        if (body.empty() && what.chunked && what.complete)
            record_ += "0\r\n\r\n";

        bool const taken = co_await send_record();
        if (!taken || body.empty())
            co_return taken;
        bool const open = co_await pause(what.pause);
        if (!open)
            co_return false;
    }
}

// Some fifty pieces a second, each sent when its last byte would have come.
session::awaitable<bool> session::send_paced(delivery const& what, std::uint64_t bytes_per_second)
{
    std::size_t const piece =
        static_cast<std::size_t>(std::clamp<std::uint64_t>(bytes_per_second / 50, 1, tls_record));
    clock::time_point const begin = clock::now();
    std::string_view body;
    if (what.body)
        body = std::string_view(*what.body).substr(0, what.body_bytes);

    std::uint64_t sent = 0;
    record_ = what.head;
    for (;;)
    {
        record_.append(body.substr(0, piece));
        body.remove_prefix(std::min(piece, body.size()));
        sent += record_.size();
        clock::time_point const due = begin + time_to_carry(sent, bytes_per_second);
        bool const open =
            co_await pause(std::chrono::ceil<std::chrono::milliseconds>(due - clock::now()));
        if (!open)
            co_return false;

        bool const taken = co_await send_record();
        if (!taken || body.empty())
            co_return taken;
    }
}

session::awaitable<bool> session::send_record()
{
    error_code error;
    allow(service_->options.idle_timeout);
    co_await asio::async_write(
        stream_, asio::buffer(record_), asio::redirect_error(use_awaitable, error));
    record_.clear();
    co_return !error;
}

session::awaitable<bool> session::pause(std::chrono::milliseconds duration)
{
    if (duration.count() <= 0)
        co_return !closed_;
    allow(service_->options.idle_timeout + duration);
    pause_timer_.expires_after(duration);
    error_code error;
    co_await pause_timer_.async_wait(asio::redirect_error(use_awaitable, error));
    co_return !error && !closed_;
}

session::awaitable<> session::finish(ending how)
{
    if (how == ending::orderly)
    {
        allow(std::min(goodbye, service_->options.idle_timeout));
        error_code ignored;
        co_await stream_.async_shutdown(asio::redirect_error(use_awaitable, ignored));
    }
    if (how == ending::reset)
    {
        error_code ignored;
        stream_.next_layer().set_option(asio::socket_base::linger(true, 0), ignored);
    }
    close();
}

// The deadline moves with every request, nearly always away from us: the timer need not follow, it
// looks at the deadline when it fires.
void session::allow(std::chrono::milliseconds duration)
{
    deadline_ = clock::now() + duration;
    if (deadline_ < watchdog_.expiry())
        watch();
}

void session::watch()
{
    watchdog_.expires_at(deadline_);
    watchdog_.async_wait([self = shared_from_this()](error_code const& error) {
        if (!error && !self->closed_)
            self->look_at_deadline();
    });
}

void session::look_at_deadline() noexcept
{
    try
    {
        if (clock::now() < deadline_)
            return watch();
    }
    catch (std::exception const&)
    {
        // Unwatched it shall not live on.
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
        pause_timer_.cancel();
    }
    catch (boost::system::system_error const&)
    {
        // Documented to throw and never seen to; the handlers look at closed_.
    }
}

} // namespace signalwire::sandbox::detail
