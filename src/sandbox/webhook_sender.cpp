#include "sandbox/webhook_sender.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/scheme.hpp>
#include <boost/url/url_view.hpp>

#include <cstdint>
#include <exception>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

namespace asio = boost::asio;
namespace http = boost::beast::http;

using asio::use_awaitable;
using awaitable = asio::awaitable<void>;
using plain_stream = boost::beast::tcp_stream;
using tls_stream = asio::ssl::stream<plain_stream>;

constexpr std::uint64_t max_response_bytes = 64 * 1024;

/// Sends a request and reads the response.
template <class Stream>
awaitable exchange(Stream& stream, std::string const& request, int& status)
{
    co_await asio::async_write(stream, asio::buffer(request), use_awaitable);
    boost::beast::flat_buffer buffer(max_response_bytes * 2);
    http::response_parser<http::string_body> parser;
    parser.body_limit(max_response_bytes);
    co_await http::async_read(stream, buffer, parser, use_awaitable);
    status = static_cast<int>(parser.get().result_int());
}

/// Keeps a socket in a set.
class open_socket
{
public:
    open_socket(std::unordered_set<plain_stream*>& all, plain_stream* socket)
        : all_(all)
        , socket_(socket)
    {
        all_.insert(socket_);
    }

    ~open_socket()
    {
        all_.erase(socket_);
    }

    open_socket(open_socket const&) = delete;
    open_socket& operator=(open_socket const&) = delete;

private:
    std::unordered_set<plain_stream*>& all_;
    plain_stream* socket_;
};

} // namespace

std::optional<webhook_target> parse_webhook_url(std::string_view text)
{
    boost::system::result<boost::urls::url_view> const url = boost::urls::parse_uri(text);
    if (!url || url->has_userinfo())
        return std::nullopt;
    // Boost 1.81 takes what follows an IPv4 address or the digits of a port for a path.
    if (!url->encoded_path().empty() && !url->is_path_absolute())
        return std::nullopt;
    webhook_target result;
    result.tls = url->scheme_id() == boost::urls::scheme::https;
    if (!result.tls && url->scheme_id() != boost::urls::scheme::http)
        return std::nullopt;
    std::string const host = url->host_address();
    boost::system::error_code error;
    asio::ip::address const address =
        asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
    bool const has_port = url->has_port() && !url->port().empty();
    std::uint16_t const port = has_port ? url->port_number() : result.tls ? 443 : 80;
    if (error || !address.is_loopback() || port == 0)
        return std::nullopt;
    result.endpoint = asio::ip::tcp::endpoint(address, port);
    result.host = url->encoded_host_and_port();
    result.target = url->encoded_target();
    if (!result.target.starts_with('/'))
        result.target.insert(0, "/");
    return result;
}

webhook_sender::webhook_sender(asio::any_io_executor const& executor, server_options const& options)
    : strand_(asio::make_strand(executor))
    , options_(options)
    , tls_(asio::ssl::context::tls_client)
{
    tls_.set_verify_mode(asio::ssl::verify_none);
}

void webhook_sender::send(webhook const& next)
{
    webhook_delivery delivery;
    delivery.sid = next.sid;
    delivery.url = next.url;
    delivery.method = next.method;
    delivery.parameters = next.parameters;
    if (next.method == "GET")
        delivery.url.append(next.url.find('?') == std::string::npos ? "?" : "&")
            .append(encode(next.parameters));
    asio::post(strand_, [self = shared_from_this(), delivery = std::move(delivery)]() mutable {
        self->enqueue(std::move(delivery));
    });
}

void webhook_sender::enqueue(webhook_delivery next)
{
    if (stopped_)
        return;
    if (!parse_webhook_url(next.url))
        next.failure = "refused: webhooks are sent to loopback addresses only";
    else if (waiting_ == max_deliveries)
        next.failure = "refused: too many webhooks wait";
    if (!next.failure.empty())
        return finish(next);
    ++waiting_;
    std::string const sid = next.sid;
    auto const [queue, is_new] = queues_.try_emplace(sid);
    queue->second.push_back(std::move(next));
    if (is_new)
        asio::co_spawn(strand_, run(shared_from_this(), sid), asio::detached);
}

webhook_sender::awaitable webhook_sender::run(std::shared_ptr<webhook_sender> self, std::string sid)
{
    std::deque<webhook_delivery>& waiting = self->queues_.at(sid);
    while (!waiting.empty() && !self->stopped_)
    {
        webhook_delivery next = std::move(waiting.front());
        waiting.pop_front();
        --self->waiting_;
        co_await self->deliver(next);
        self->finish(next);
    }
    self->queues_.erase(sid);
}

webhook_sender::awaitable webhook_sender::deliver(webhook_delivery& next)
{
    constexpr unsigned max_attempts = 2;
    webhook_target const target = *parse_webhook_url(next.url);
    std::string const request = request_text(target, next);
    while (next.attempts != max_attempts && !stopped_)
    {
        ++next.attempts;
        next.status = 0;
        next.failure.clear();
        try
        {
            co_await attempt(target, request, next.status);
        }
        catch (std::exception const& error)
        {
            next.failure = error.what();
        }
        if (next.status != 0 && next.status < 500)
            break;
    }
}

webhook_sender::awaitable webhook_sender::attempt(
    webhook_target const& target, std::string const& request, int& status)
{
    tls_stream stream(plain_stream(strand_), tls_);
    plain_stream& socket = stream.next_layer();
    open_socket const entry(open_, &socket);
    socket.expires_after(options_.webhook_timeout);
    co_await socket.async_connect(target.endpoint, use_awaitable);
    if (!target.tls)
    {
        co_await exchange(socket, request, status);
        co_return;
    }
    co_await stream.async_handshake(asio::ssl::stream_base::client, use_awaitable);
    co_await exchange(stream, request, status);
}

void webhook_sender::finish(webhook_delivery const& done)
{
    {
        std::lock_guard const lock(mutex_);
        if (deliveries_.size() == max_deliveries)
            deliveries_.pop_front();
        deliveries_.push_back(done);
    }
    if (options_.on_webhook)
        options_.on_webhook(done);
}

std::string webhook_sender::request_text(
    webhook_target const& target, webhook_delivery const& next) const
{
    bool const has_body = next.method != "GET";
    std::string const body = has_body ? encode(next.parameters) : std::string();
    std::string out = next.method + ' ' + target.target + " HTTP/1.1\r\nHost: " + target.host
        + "\r\nUser-Agent: signalwire-sandbox\r\nConnection: close\r\n";
    webhook_parameters const headers = sign(
        options_.signing_key, next.url, body, has_body ? next.parameters : webhook_parameters());
    for (auto const& [name, value] : headers)
        out.append(name).append(": ").append(value).append("\r\n");
    if (has_body)
        out += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + std::to_string(body.size()) + "\r\n";
    return out.append("\r\n").append(body);
}

void webhook_sender::stop()
{
    asio::post(strand_, [self = shared_from_this()] {
        self->stopped_ = true;
        for (plain_stream* const each : self->open_)
            each->close();
    });
}

std::vector<webhook_delivery> webhook_sender::deliveries() const
{
    std::lock_guard const lock(mutex_);
    return {deliveries_.begin(), deliveries_.end()};
}

} // namespace signalwire::sandbox::detail
