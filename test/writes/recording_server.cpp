#include "writes/recording_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/completion_condition.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <string_view>
#include <utility>

namespace signalwire::test
{

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace
{

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

std::string answer(int status, std::string_view body, std::string_view more = {})
{
    return "HTTP/1.1 " + std::to_string(status)
        + " x\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size())
        + "\r\n" + std::string(more) + "\r\n" + std::string(body);
}

asio::ssl::context make_tls(certified_key const& shown)
{
    asio::ssl::context out(asio::ssl::context::tls_server);
    out.use_certificate_chain(asio::buffer(shown.certificate));
    out.use_private_key(asio::buffer(shown.key), asio::ssl::context::pem);
    return out;
}

} // namespace

struct recording_server::reply
{
    std::string words;
    milliseconds pause{0};
    /// The connection ends behind the words.
    bool closes = false;
};

recording_server::recording_server(asio::io_context& context, chance& dice)
    : context_(context)
    , dice_(dice)
    , tls_(make_tls(authority_.issue()))
    , acceptor_(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0))
{
    asio::co_spawn(context_, accept(), asio::detached);
}

std::uint16_t recording_server::port() const
{
    return acceptor_.local_endpoint().port();
}

std::size_t recording_server::times_done(std::string const& body) const
{
    auto const found = done_.find(body);
    return found == done_.end() ? 0 : found->second;
}

std::size_t recording_server::forget()
{
    return std::exchange(done_, {}).size();
}

asio::awaitable<void> recording_server::accept()
{
    for (;;)
    {
        tcp::socket accepted = co_await acceptor_.async_accept(asio::use_awaitable);
        asio::co_spawn(context_, serve(std::move(accepted)), asio::detached);
    }
}

asio::awaitable<void> recording_server::serve(tcp::socket accepted)
{
    ++open_;
    stream link(std::move(accepted), tls_);
    if (dice_.happens(97))
    {
        auto const [failure] =
            co_await link.async_handshake(asio::ssl::stream_base::server, quietly);
        if (!failure)
            co_await serve_requests(link);
    }
    boost::system::error_code ignored;
    if (dice_.happens(50))
        link.next_layer().set_option(asio::socket_base::linger(true, 0), ignored);
    link.next_layer().close(ignored);
    --open_;
}

asio::awaitable<void> recording_server::serve_requests(stream& link)
{
    std::string body;
    while (co_await read_request(link, body))
    {
        reply const next = reply_to(body);
        co_await wait(next.pause);
        auto const [failure, count] =
            co_await asio::async_write(link, asio::buffer(next.words), quietly);
        if (failure || next.closes)
            co_return;
        if (dice_.happens(10))
        {
            // Closes what is idle, or is just being used again.
            co_await wait(milliseconds(dice_.number(3)));
            std::string const words = answer(408, "{}", "Connection: close\r\n");
            if (dice_.happens(30))
                co_await asio::async_write(link, asio::buffer(words), quietly);
            co_return;
        }
    }
}

asio::awaitable<bool> recording_server::read_request(stream& link, std::string& body)
{
    std::string request;
    auto const [failure, head] =
        co_await asio::async_read_until(link, asio::dynamic_buffer(request), "\r\n\r\n", quietly);
    if (failure)
        co_return false;
    constexpr std::string_view name = "\r\nContent-Length: ";
    std::size_t const length = std::stoul(request.substr(request.find(name) + name.size()));
    if (dice_.happens(3))
    {
        // A refusal that does not wait for the body, or none.
        std::string const words = dice_.happens(50) ? answer(413, "{}") : std::string();
        co_await asio::async_write(link, asio::buffer(words), quietly);
        co_return false;
    }
    std::size_t const missing = head + length - request.size();
    auto const [late_failure, count] = co_await asio::async_read(
        link, asio::dynamic_buffer(request), asio::transfer_exactly(missing), quietly);
    body = request.substr(head);
    co_return !late_failure;
}

recording_server::reply recording_server::reply_to(std::string const& body)
{
    if (dice_.happens(15))
        return refusal();
    ++done_[body];
    reply out;
    out.words = answer(201, R"({"sid":"thing-1"})");
    if (dice_.happens(70))
        return out;
    out.closes = true;
    switch (dice_.number(5))
    {
    case 0: out.words.resize(dice_.number(out.words.size())); break;
    case 1: out.words = garbage(); break;
    case 2: out.pause = milliseconds(dice_.number(150)); break;
    case 3:
    {
        constexpr std::array statuses = {500, 502, 504, 302};
        out.words = answer(statuses[dice_.number(statuses.size())], "{}", "Retry-After: 0\r\n");
        break;
    }
    default: out.words.clear();
    }
    return out;
}

recording_server::reply recording_server::refusal()
{
    constexpr std::array statuses = {400, 401, 404, 408, 422, 429, 429, 500, 503};
    reply out;
    out.words = answer(
        statuses[dice_.number(statuses.size())], R"({"code":1,"message":"no"})",
        "Retry-After: 0\r\n");
    return out;
}

std::string recording_server::garbage()
{
    std::string out = dice_.happens(50) ? "HTTP/1.1 2" : "";
    for (std::size_t left = 1 + dice_.number(100); left > 0; --left)
        out += static_cast<char>(dice_.number(256));
    return out;
}

asio::awaitable<void> recording_server::wait(milliseconds pause)
{
    if (pause.count() == 0)
        co_return;
    asio::steady_timer timer(context_, pause);
    co_await timer.async_wait(quietly);
}

} // namespace signalwire::test
