#include "support/hostile_server.hpp"

#include "sandbox/certificate.hpp"

#include <signalwire/sandbox/server_options.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>

#include <string_view>
#include <utility>

namespace signalwire::test
{

namespace asio = boost::asio;

namespace
{

constexpr char const* loopback = "127.0.0.1";

// RFC 8446, section 5.1: a record of the handshake, 122 bytes, that begins with a ServerHello.
constexpr std::string_view begun_hello("\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03", 11);

constexpr std::string_view body =
    R"({"uri":"/u","first_page_uri":"/f","next_page_uri":null,"previous_page_uri":null,)"
    R"("page":0,"page_size":50,"calls":[]})";

std::string whole_answer()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

/// What of an answer is sent before the server falls silent there.
std::string answer_until(silence where)
{
    std::string const whole = whole_answer();
    switch (where)
    {
    case silence::within_header: return whole.substr(0, whole.find("Content-Length"));
    case silence::within_body: return whole.substr(0, whole.size() - body.size() / 2);
    case silence::never: return whole;
    default: return {};
    }
}

} // namespace

hostile_server::hostile_server()
    : work_(asio::make_work_guard(context_))
    , tls_(asio::ssl::context::tls_server)
    , acceptor_(context_, tcp::endpoint(asio::ip::make_address(loopback), 0))
    , place_(acceptor_.local_endpoint())
{
    sandbox::detail::server_identity const identity =
        sandbox::detail::make_server_identity(loopback);
    ca_pem_ = identity.ca_pem;
    tls_ = sandbox::detail::make_tls_context(identity);
    asio::co_spawn(context_, accept(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
}

hostile_server::~hostile_server()
{
    context_.stop();
    thread_.join();
}

void hostile_server::fall_silent(silence where)
{
    where_ = where;
    if (where == silence::before_accepting)
        run_there(&hostile_server::fill_queue);
}

void hostile_server::recover()
{
    if (where_.exchange(silence::never) == silence::before_accepting)
        run_there(&hostile_server::start_accepting);
}

std::string hostile_server::last_request()
{
    return asio::post(context_, asio::use_future([this] { return last_request_; })).get();
}

signalwire::client_config hostile_server::client_config() const
{
    sandbox::server_options const names;
    signalwire::client_config config;
    config.project = names.project;
    config.token = names.token;
    config.host = loopback + (":" + std::to_string(place_.port()));
    config.tls.ca_pem = ca_pem_;
    return config;
}

void hostile_server::run_there(void (hostile_server::*what)())
{
    asio::post(context_, asio::use_future([this, what] { (this->*what)(); })).get();
}

void hostile_server::fill_queue()
{
    acceptor_.cancel();
    acceptor_.listen(0);
    fillers_.reserve(4);
    // The first one is let in at once. None is let in behind it, but the kernel may be generous.
    fillers_.emplace_back(context_).connect(place_);
    for (int i = 0; i < 3; ++i)
    {
        fillers_.emplace_back(context_).async_connect(place_, [](boost::system::error_code) {});
    }
}

void hostile_server::start_accepting()
{
    fillers_.clear();
    acceptor_.listen();
    asio::co_spawn(context_, accept(), asio::detached);
}

asio::awaitable<void> hostile_server::accept()
{
    try
    {
        for (;;)
        {
            tcp::socket socket = co_await acceptor_.async_accept(asio::use_awaitable);
            asio::co_spawn(
                context_, serve(std::make_shared<stream>(std::move(socket), tls_)), asio::detached);
        }
    }
    catch (boost::system::system_error const&)
    {
        // It stopped accepting.
    }
}

asio::awaitable<void> hostile_server::serve(std::shared_ptr<stream> link)
{
    try
    {
        bool talking = co_await begin(*link);
        while (talking)
            talking = co_await answer(*link);
        silent_.push_back(link);
        ++silent_connections_;
    }
    catch (boost::system::system_error const&)
    {
        // The client went away.
    }
}

asio::awaitable<bool> hostile_server::begin(stream& link)
{
    co_await link.next_layer().async_wait(tcp::socket::wait_read, asio::use_awaitable);
    silence const where = where_;
    if (where == silence::within_hello)
    {
        co_await asio::async_write(
            link.next_layer(), asio::buffer(begun_hello), asio::use_awaitable);
    }
    if (where == silence::before_hello || where == silence::within_hello)
        co_return false;
    co_await link.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
    co_return true;
}

asio::awaitable<bool> hostile_server::answer(stream& link)
{
    std::string request;
    co_await asio::async_read_until(
        link, asio::dynamic_buffer(request), "\r\n\r\n", asio::use_awaitable);
    last_request_ = request;
    silence const where = where_;
    std::string const words = answer_until(where);
    if (!words.empty())
        co_await asio::async_write(link, asio::buffer(words), asio::use_awaitable);
    co_return where == silence::never;
}

} // namespace signalwire::test
