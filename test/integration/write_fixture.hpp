#pragma once

#include "integration/wire_fixture.hpp"
#include "support/direct_request.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::test
{

inline constexpr client::operation_type const* every_type[] = {
    &get_thing, &replace_thing, &create_thing};

inline std::string created(int status = 200)
{
    return answer(status, R"({"sid":"thing-1"})");
}

inline std::string rejected(int status, std::string_view more = {})
{
    return answer(status, R"({"code":1,"message":"no","status":0})", more);
}

struct write_fixture : wire_fixture
{
    /// One connection, so that each request finds the one before.
    [[nodiscard]] client_config config() const
    {
        client_config out = wire_config();
        out.pool.max_connections = 1;
        return out;
    }

    void use(client_config const& chosen)
    {
        sender = std::make_shared<client::engine>(context.get_executor(), chosen);
    }

    /// Runs until `request` has ended. Returns why it failed.
    error_ptr finish(direct_request const& request)
    {
        BOOST_TEST_REQUIRE(run_until([&] { return request.done(); }));
        return request.failure();
    }

    error_ptr send(
        client::operation_type const& type, std::string body = {},
        request_options const& options = {})
    {
        direct_request const request(sender, type, std::move(body), options);
        return finish(request);
    }

    void check_failed(
        error_ptr const& why, request_outcome outcome, bool transient, int attempts,
        retry_stop_reason stop)
    {
        BOOST_TEST_REQUIRE(why);
        BOOST_TEST_CONTEXT(why->what())
        {
            BOOST_TEST(why->outcome() == outcome);
            BOOST_TEST(why->is_transient() == transient);
            BOOST_TEST(why->attempts() == attempts);
            BOOST_TEST(why->retry_stop_reason() == stop);
            constexpr std::string_view no_repetition =
                "not retried: not idempotent, and it may have been processed";
            bool const says_so =
                std::string_view(why->what()).find(no_repetition) != std::string_view::npos;
            BOOST_TEST(says_so == (stop == retry_stop_reason::not_idempotent));
        }
    }

    /// Reads a whole request on the next connection and waits for `gate` before it answers.
    void serve_at_gate(std::string words)
    {
        boost::asio::co_spawn(context, answer_at_gate(std::move(words)), boost::asio::detached);
    }

    boost::asio::awaitable<void> answer_at_gate(std::string words)
    {
        held.push_back(std::make_shared<stream>(co_await accept()));
        co_await read_request(*held.back());
        co_await gate.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
        co_await boost::asio::async_write(
            *held.back(), boost::asio::buffer(words), boost::asio::use_awaitable);
    }

    /// Reads no more than the header of the first request on each of as many connections as there
    /// are `answers`, and gives that answer. For that the client has more time than the test.
    void serve_before_body(answers const& words, bool closes)
    {
        client_config patient = config();
        patient.timeouts.first_byte = patient.timeouts.between_bytes = std::chrono::hours(1);
        patient.timeouts.attempt = patient.timeouts.total = std::chrono::hours(1);
        use(patient);
        boost::asio::co_spawn(context, answer_before_body(words, closes), boost::asio::detached);
    }

    boost::asio::awaitable<void> answer_before_body(answers words, bool closes)
    {
        for (std::string const& each : words)
        {
            auto const link = std::make_shared<stream>(co_await accept());
            // Else the answer may wait for an acknowledgement, and be lost with a reset.
            link->next_layer().set_option(tcp::no_delay(true));
            std::string request;
            co_await boost::asio::async_read_until(
                *link, boost::asio::dynamic_buffer(request), "\r\n\r\n",
                boost::asio::use_awaitable);
            requests.push_back(request.substr(0, request.find("\r\n\r\n") + 4));
            co_await boost::asio::async_write(
                *link, boost::asio::buffer(each), boost::asio::use_awaitable);
            if (!closes)
                held.push_back(link);
        }
    }

    /// More than the buffers of both systems take while the server does not read.
    std::string large_body()
    {
        acceptor.set_option(boost::asio::socket_base::receive_buffer_size(64 * 1024));
        return std::string(16 * 1024 * 1024, 'x');
    }

    std::shared_ptr<client::engine> sender =
        std::make_shared<client::engine>(context.get_executor(), config());
    boost::asio::steady_timer gate{context, boost::asio::steady_timer::time_point::max()};
    std::vector<std::shared_ptr<stream>> held;
};

} // namespace signalwire::test
