// The sandbox over TLS with another client: forms, sounds, webhooks, and faults of writes.

#include "integration/sandbox_client.hpp"

#include <signalwire/webhook_validator.hpp>

#include <boost/beast/http.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace
{

namespace asio = boost::asio;
namespace http = boost::beast::http;
using signalwire::sandbox::fault;
using signalwire::sandbox::server_options;
using signalwire::sandbox::webhook_delivery;
using signalwire::test::json_of;
using signalwire::test::plain_client;
using signalwire::test::plain_response;
using signalwire::test::threaded_sandbox;

using http_request = http::request<http::string_body>;

/// A server for webhooks on a thread of its own. Each connection has one request.
class hook_server
{
public:
    /// Answers the requests with these statuses and then with 204; 0 closes the connection.
    explicit hook_server(std::vector<unsigned> statuses = {})
        : statuses_(std::move(statuses))
        , acceptor_(context_, {asio::ip::make_address("127.0.0.1"), 0})
        , thread_([this] { serve(); })
    {
    }

    ~hook_server()
    {
        stopped_ = true;
        asio::ip::tcp::socket last(context_);
        boost::system::error_code ignored;
        last.connect(acceptor_.local_endpoint(), ignored);
        last.close(ignored);
        thread_.join();
    }

    [[nodiscard]] std::string url() const
    {
        return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
    }

    /// Waits until `count` requests came, up to a minute.
    std::vector<http_request> take(std::size_t count)
    {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, std::chrono::minutes(1), [&] { return requests_.size() >= count; });
        return requests_;
    }

private:
    void serve()
    {
        while (!stopped_)
        {
            asio::ip::tcp::socket socket = acceptor_.accept();
            boost::beast::flat_buffer buffer;
            http_request request;
            boost::system::error_code error;
            http::read(socket, buffer, request, error);
            if (error)
                continue;
            unsigned status = 204;
            {
                std::lock_guard const lock(mutex_);
                if (requests_.size() < statuses_.size())
                    status = statuses_[requests_.size()];
                requests_.push_back(std::move(request));
            }
            arrived_.notify_all();
            if (status != 0)
                http::write(socket, http::response<http::empty_body>(http::status(status), 11));
        }
    }

    std::vector<unsigned> statuses_;
    std::atomic<bool> stopped_ = false;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<http_request> requests_;
    asio::io_context context_;
    asio::ip::tcp::acceptor acceptor_;
    std::thread thread_;
};

server_options few_calls()
{
    server_options options;
    options.calls = 20;
    options.clock_speed = 0;
    return options;
}

struct fixture
{
    explicit fixture(server_options const& options = few_calls())
        : sandbox(options)
        , server(*sandbox.server)
        , account("/api/laml/2010-04-01/Accounts/" + server.project())
        , client(server)
    {
        client.shake_hands();
    }

    [[nodiscard]] std::string request(
        std::string const& method, std::string const& target, std::string const& content) const
    {
        std::string const head = client.head(
            account + target,
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + std::to_string(content.size()) + "\r\n");
        return method + head.substr(3) + content;
    }

    plain_response send(
        std::string const& method, std::string const& target, std::string const& content = {})
    {
        client.send(request(method, target, content));
        return client.receive();
    }

    std::string create(std::string const& target, std::string const& content)
    {
        return std::string(json_of(send("POST", target, content)).at("sid").as_string());
    }

    /// Waits until `count` webhooks were delivered or refused, up to a minute.
    std::vector<webhook_delivery> deliveries(std::size_t count)
    {
        auto const last = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        while (server.webhooks().size() < count && std::chrono::steady_clock::now() < last)
            std::this_thread::yield();
        return server.webhooks();
    }

    threaded_sandbox sandbox;
    signalwire::sandbox::server& server;
    std::string account;
    plain_client client;
};

std::string const to = "To=%2B15551230001&From=%2B15551230002";

std::string callback(std::string const& url, std::string const& name = "StatusCallback")
{
    std::string encoded;
    signalwire::sandbox::detail::append_percent_encoded(encoded, url);
    return '&' + name + '=' + encoded;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_writes, fixture)

BOOST_AUTO_TEST_CASE(call_is_created_ended_and_removed)
{
    plain_response const created = send("POST", "/Calls.json", to);
    BOOST_TEST(created.result_int() == 200U);
    std::string const target = "/Calls/" + std::string(json_of(created).at("sid").as_string());
    BOOST_TEST(server.count_calls() == 21U);
    BOOST_TEST(server.call_at(0).to == "+15551230001");
    BOOST_TEST(json_of(send("POST", target, "Status=completed")).at("status") == "completed");
    plain_response const removed = send("DELETE", target);
    BOOST_TEST(removed.result_int() == 204U);
    BOOST_TEST(removed.body().empty());
    BOOST_TEST(send("GET", target).result_int() == 404U);
    BOOST_TEST(server.count_calls() == 20U);
    BOOST_TEST_REQUIRE(server.creations().size() == 1U);
    BOOST_TEST(server.creations().front().form.size() == 2U);
    BOOST_TEST(server.stats().connections_accepted == 1U);
}

BOOST_AUTO_TEST_CASE(message_has_its_status_code_and_its_text)
{
    plain_response const created = send("POST", "/Messages", to + "&Body=%C3%BC%0A%2B");
    BOOST_TEST(created.result_int() == 201U);
    BOOST_TEST(json_of(created).at("body") == "ü\n+");
}

BOOST_AUTO_TEST_CASE(sound_is_sent_whole_and_in_parts)
{
    std::string const call = "/Calls/" + create("/Calls", to);
    std::string const tape = "/Recordings/" + create(call + "/Recordings", "");
    server.advance_clock(std::chrono::minutes(1));
    plain_response const whole = client.get(account + tape + ".wav");
    BOOST_TEST(whole.result_int() == 200U);
    BOOST_TEST(whole[http::field::content_type] == "audio/x-wav");
    BOOST_TEST(whole.body().size() > 100'000U);
    std::string const range =
        "Range: bytes=70000-\r\nIf-Range: " + std::string(whole["ETag"]) + "\r\n";
    plain_response const part = client.get(account + tape + ".wav", range);
    BOOST_TEST(part.result_int() == 206U);
    BOOST_TEST(part.body() == whole.body().substr(70'000));
    BOOST_TEST(client.get(account + tape, "Range: bytes=999999999-\r\n").result_int() == 416U);
    BOOST_TEST(client.get(account + tape + ".mp3")[http::field::content_type] == "audio/mpeg");
}

BOOST_AUTO_TEST_CASE(webhooks_are_signed_and_in_order)
{
    hook_server hook;
    std::string const url = hook.url() + "/hook?a=b%20c";
    std::string const sid = create(
        "/Calls",
        to + callback(url) + "&StatusCallbackEvent=initiated&StatusCallbackEvent=ringing"
            + "&StatusCallbackEvent=answered&StatusCallbackEvent=completed");
    server.advance_clock(std::chrono::minutes(1));
    signalwire::webhook_validator const validator(server_options().signing_key);
    std::vector<http_request> const requests = hook.take(4);
    BOOST_TEST_REQUIRE(requests.size() == 4U);
    for (std::size_t i = 0; i != requests.size(); ++i)
    {
        http_request const& each = requests[i];
        BOOST_TEST(each.method_string() == "POST");
        BOOST_TEST(each.target() == "/hook?a=b%20c");
        BOOST_TEST(each.body().find("CallSid=" + sid) != std::string::npos);
        BOOST_TEST(
            each.body().find("SequenceNumber=" + std::to_string(i)) != std::string::npos,
            each.body());
        BOOST_TEST(validator.valid(each, url, each.body()));
        for (char const* const name :
             {"X-SignalWire-Sha256-Signature", "X-SignalWire-Signature", "X-Twilio-Signature"})
        {
            http_request alone;
            alone.set(name, each[name]);
            BOOST_TEST(validator.valid(alone, url, each.body()), name);
        }
        BOOST_TEST(!validator.valid(each, url, each.body() + "&a=b"));
    }
    BOOST_TEST(deliveries(4).size() == 4U);
    BOOST_TEST(server.webhooks().back().status == 204);
}

BOOST_AUTO_TEST_CASE(get_webhook_has_its_parameters_in_the_url)
{
    hook_server hook;
    std::string const sid =
        create("/Calls", to + callback(hook.url() + "/?x=1") + "&StatusCallbackMethod=GET");
    server.advance_clock(std::chrono::minutes(1));
    http_request const request = hook.take(1).at(0);
    BOOST_TEST(request.method_string() == "GET");
    std::string const target(request.target());
    BOOST_TEST(target.starts_with("/?x=1&CallSid=" + sid));
    BOOST_TEST(signalwire::webhook_validator(server_options().signing_key)
                   .valid(request, hook.url() + target, ""));
}

BOOST_AUTO_TEST_CASE(webhook_is_sent_again_once)
{
    hook_server hook({503, 204, 0, 500, 404});
    std::string const sid = create("/Messages", to + callback(hook.url()));
    server.advance_clock(std::chrono::minutes(1));
    BOOST_TEST(hook.take(4).size() == 4U);
    std::vector<webhook_delivery> const done = deliveries(2);
    BOOST_TEST_REQUIRE(done.size() == 2U);
    BOOST_TEST(done[0].attempts == 2U);
    BOOST_TEST(done[0].status == 204);
    BOOST_TEST(done[0].sid == sid);
    BOOST_TEST(done[1].attempts == 2U);
    BOOST_TEST(done[1].status == 500);
    create("/Messages", to + callback(hook.url()));
    server.set_status(server.creations().back().sid, "failed");
    BOOST_TEST(deliveries(3).back().attempts == 1U);
    BOOST_TEST(deliveries(3).back().status == 404);
}

BOOST_AUTO_TEST_CASE(other_machines_get_no_webhook)
{
    create("/Messages", to + callback("http://192.0.2.1/"));
    server.set_status(server.creations().back().sid, "sent");
    std::vector<webhook_delivery> const refused = deliveries(1);
    BOOST_TEST_REQUIRE(refused.size() == 1U);
    BOOST_TEST(refused[0].attempts == 0U);
    BOOST_TEST(refused[0].failure.find("loopback") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(stopping_gives_up_webhooks)
{
    // Listens and never answers.
    asio::io_context context;
    asio::ip::tcp::acceptor const silent(context, {asio::ip::make_address("127.0.0.1"), 0});
    create(
        "/Messages",
        to + callback("https://127.0.0.1:" + std::to_string(silent.local_endpoint().port())));
    server.set_status(server.creations().back().sid, "sent");
    server.stop();
    sandbox.join();
}

BOOST_AUTO_TEST_CASE(faults_strike_writes_alone)
{
    server.inject(fault::parse("status=503,method=POST,times=1"));
    BOOST_TEST(client.get(account + "/Calls").result_int() == 200U);
    BOOST_TEST(send("POST", "/Calls", to).result_int() == 503U);
    BOOST_TEST(server.count_creations() == 0U);
    server.inject(fault::parse("status=502,method=POST,performs=yes,times=1"));
    BOOST_TEST(send("POST", "/Calls", to).result_int() == 502U);
    BOOST_TEST(server.count_creations() == 1U);
    BOOST_TEST(send("POST", "/Calls", to).result_int() == 200U);

    for (auto const& [spec, performed] :
         {std::pair("reset=request,method=POST,times=1", 0U),
          std::pair("close=before,method=POST,times=1", 1U)})
    {
        std::size_t const before = server.count_creations();
        server.inject(fault::parse(spec));
        plain_client other(server);
        other.shake_hands().send(request("POST", "/Calls", to));
        BOOST_TEST(other.read_to_end() != boost::system::error_code(), spec);
        BOOST_TEST(server.count_creations() == before + performed, spec);
    }
}

BOOST_AUTO_TEST_SUITE_END()

namespace
{

server_options fast_clock()
{
    server_options options = few_calls();
    options.clock_speed = 1000;
    return options;
}

struct fast_fixture : fixture
{
    fast_fixture()
        : fixture(fast_clock())
    {
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_clock, fast_fixture)

BOOST_AUTO_TEST_CASE(calls_live_in_real_time)
{
    hook_server hook;
    create("/Calls", to + callback(hook.url()));
    create("/Messages", to + callback(hook.url()));
    BOOST_TEST(hook.take(3).size() == 3U);
    BOOST_TEST(server.call_at(0).status == signalwire::compat::call_status::completed);
}

BOOST_AUTO_TEST_SUITE_END()
