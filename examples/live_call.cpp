#include "live_call.hpp"

#include <signalwire/webhook.hpp>
#include <signalwire/webhook_validator.hpp>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <utility>
#include <variant>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
namespace http = boost::beast::http;

namespace
{

/// A server for webhooks, as small as can be.
class webhook_server
{
public:
    webhook_server(asio::any_io_executor const& executor, std::string const& signing_key)
        : acceptor_(executor, {asio::ip::make_address("127.0.0.1"), 0})
        , validator_(signing_key)
    {
    }

    [[nodiscard]] std::string url() const
    {
        return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/status";
    }

    asio::awaitable<signalwire::webhook> next()
    {
        using namespace asio::experimental::awaitable_operators;
        constexpr std::chrono::seconds max_wait(30);
        asio::steady_timer deadline(acceptor_.get_executor(), max_wait);
        auto accepted = co_await (
            acceptor_.async_accept(asio::use_awaitable)
            || deadline.async_wait(asio::use_awaitable));
        if (accepted.index() == 1)
            throw std::runtime_error("no webhook came within 30 seconds");
        boost::beast::tcp_stream stream(std::get<0>(std::move(accepted)));
        stream.expires_after(std::chrono::seconds(10));
        boost::beast::flat_buffer buffer(64 * 1024);
        http::request<http::string_body> request;
        co_await http::async_read(stream, buffer, request, asio::use_awaitable);
        // Anyone can send a request; only the platform has the key.
        bool const valid = validator_.valid(request, url(), request.body());
        http::response<http::empty_body> const response(
            valid ? http::status::no_content : http::status::forbidden, request.version());
        co_await http::async_write(stream, response, asio::use_awaitable);
        if (!valid)
            throw std::runtime_error("a webhook has no valid signature");
        co_return signalwire::webhook::parse(request.body());
    }

private:
    asio::ip::tcp::acceptor acceptor_;
    signalwire::webhook_validator validator_;
};

/// Shows webhooks until one has this status.
asio::awaitable<void> show_until(webhook_server& server, compat::call_status last)
{
    for (;;)
    {
        signalwire::webhook const received = co_await server.next();
        compat::call_status const status = received.call().status.value_or(compat::call_status());
        std::cout << "  Webhook, signature verified: " << status.text() << '\n';
        if (status == last)
            co_return;
    }
}

} // namespace

asio::awaitable<void> show_live_call(signalwire::rest_client const& client, std::string signing_key)
{
    webhook_server server(co_await asio::this_coro::executor, signing_key);
    compat::new_call form;
    form.to("+13105550100").from("+13105550199").url("https://example.com/answer");
    form.status_callback(server.url());
    form.status_callback_event({"initiated", "ringing", "answered", "completed"});
    compat::call call = co_await client.compat.calls.create(form);
    std::cout << "Placed call " << call.sid << ": " << call.status.text() << '\n';
    co_await show_until(server, compat::call_status::in_progress);

    compat::recording const tape =
        co_await client.compat.calls.start_recording(call.sid, compat::new_recording());
    call = co_await client.compat.calls.update(
        call.sid, compat::call_update().status(compat::call_status::completed));
    std::cout << "Ended it after " << call.duration << " s.\n";
    co_await show_until(server, compat::call_status::completed);

    std::filesystem::path const file =
        std::filesystem::temp_directory_path() / ("signalwire-demo-" + tape.sid + ".wav");
    signalwire::download_result const sound =
        co_await client.compat.recordings.download(tape.sid, file);
    std::cout << "Fetched its recording: " << sound.bytes << " bytes of " << sound.content_type
              << ".\n";
    std::filesystem::remove(file);
}
