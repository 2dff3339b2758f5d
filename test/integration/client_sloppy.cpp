// Servers and proxies that take HTTP easily, over TLS: what curl and urllib read is read.

#include "integration/wire_fixture.hpp"
#include "support/gzip.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/protocol_error.hpp>

#include <boost/test/data/test_case.hpp>

#include <ostream>
#include <string>
#include <string_view>

using signalwire::test::answer;
using signalwire::test::page;
using signalwire::test::page_body;
using signalwire::test::wire_fixture;

namespace
{

std::string const body(page_body);

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    return text.replace(text.find(what), what.size(), with);
}

std::string with_line_feeds(std::string text)
{
    for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos; ++at)
        text.replace(at, 2, "\n");
    return text;
}

std::string chunked(std::string_view size_end, std::string_view end)
{
    char size[16];
    std::snprintf(size, sizeof size, "%zX", body.size());
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(size)
        + std::string(size_end) + body + std::string(end);
}

std::string encoded(std::string_view coding, std::string const& text)
{
    return answer(200, text, "Content-Encoding: " + std::string(coding) + "\r\n");
}

struct sloppy_answer
{
    std::string text;
    std::string deviation;
    /// Whether the connection may serve again.
    bool lives_on;

    friend std::ostream& operator<<(std::ostream& out, sloppy_answer const& value)
    {
        return out << value.deviation << ": " << value.text.substr(0, 200);
    }
};

std::string const packed = signalwire::test::gzip(body);

sloppy_answer const sloppy_answers[] = {
    {replaced(page(), "200 x\r\n", "200\r\n"), "http.status_line", false},
    {replaced(page(), "200 x\r\n", "201 x\r\n"), "http.status", true},
    {with_line_feeds(page()), "http.line_end", false},
    {replaced(page(), "x\r\n", "x\n"), "http.line_end", false},
    {chunked("  \r\n", "\r\n0\r\n\r\n"), "http.chunk_size", false},
    {chunked("\n", "\r\n0\r\n\r\n"), "http.line_end", false},
    {answer(200, body, "Connection: close; please\r\n"), "http.connection", false},
    {encoded("none", body), "http.content_encoding", true},
    {encoded("UTF-8", body), "http.content_encoding", true},
    {encoded("gzip", body), "http.content_encoding", true},
    {encoded("deflate", signalwire::test::compress(body, 15)), "http.content_encoding", true},
    {encoded("deflate", signalwire::test::compress(body, -15)), "http.content_encoding", true},
    {encoded("gzip", packed + std::string(100, '\0')), "http.content_encoding", true},
    {answer(200, packed), "http.content_encoding", true},
};

/// They end with the connection, which ends without a close_notify.
sloppy_answer const cut_answers[] = {
    {"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + body, "tls.close_notify", false},
    {"HTTP/1.1 200 OK\r\n\r\n" + body, "tls.close_notify", false},
    {"HTTP/1.0 200 OK\r\n\r\n" + body, "tls.close_notify", false},
    {chunked("\r\n", ""), "tls.close_notify", false},
    {chunked("\r\n", "\r\n"), "tls.close_notify", false},
    {chunked("\r\n", "\r\n0\r\n"), "tls.close_notify", false},
};

std::string_view const regular_answers[] = {"identity", "x-gzip", "gzip"};

struct sloppy_fixture : wire_fixture
{
    signalwire::rest_client client_in(signalwire::decoding_mode mode)
    {
        return client_with([mode](auto& config) {
            config.decoding = mode;
            config.retry.max_attempts = 1;
        });
    }

    void check_strict(sloppy_answer const& sample)
    {
        auto client = client_in(signalwire::decoding_mode::strict);
        serve({{sample.text}});
        BOOST_CHECK_EXCEPTION(
            run(client.compat.calls.list()), signalwire::protocol_error, [&](auto const& error) {
                BOOST_TEST(error.what());
                return error.reason().find(sample.deviation) != std::string::npos;
            });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_sloppy, sloppy_fixture)

BOOST_DATA_TEST_CASE_F(
    sloppy_fixture, what_others_read_is_read_and_counted_and_named_when_that_is_wanted,
    sloppy_answers)
{
    auto client = client_in(signalwire::decoding_mode::lenient);
    if (sample.lives_on)
        serve({{sample.text, page()}});
    else
        serve({{sample.text}, {page()}});
    run(list_twice(client));
    signalwire::client_stats const stats = client.stats();
    BOOST_TEST(stats.deviations == 1U);
    BOOST_TEST(stats.deviations_by_member.contains(sample.deviation));
    BOOST_TEST(stats.connections_opened == (sample.lives_on ? 1U : 2U));
    BOOST_TEST(stats.connections_stale == 0U, "it was not even tried again");
    BOOST_TEST(stats.retries == 0U);
    check_strict(sample);
}

BOOST_DATA_TEST_CASE_F(
    sloppy_fixture, a_page_that_is_whole_does_not_wait_for_a_regular_end, cut_answers)
{
    auto client = client_in(signalwire::decoding_mode::lenient);
    serve({{sample.text}, {page()}});
    run(list_twice(client));
    BOOST_TEST(client.stats().deviations_by_member.contains(sample.deviation));
    BOOST_TEST(client.stats().connections_opened == 2U);

    // What is missing is missed, whoever ends the connection.
    serve({{sample.text.substr(0, sample.text.find(body) + body.size() - 1)}});
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::protocol_error,
        [](auto const& error) { return error.code() == signalwire::errc::truncated_response; });
    auto strict = client_in(signalwire::decoding_mode::strict);
    serve({{sample.text}});
    BOOST_CHECK_THROW(run(strict.compat.calls.list()), signalwire::protocol_error);
}

BOOST_DATA_TEST_CASE_F(sloppy_fixture, usual_encodings_are_no_deviation, regular_answers)
{
    auto client = client_in(signalwire::decoding_mode::strict);
    serve({{encoded(sample, sample == "identity" ? body : packed), page()}});
    run(list_twice(client));
    BOOST_TEST(client.stats().deviations == 0U);
    BOOST_TEST(client.stats().connections_opened == 1U);
}

BOOST_AUTO_TEST_CASE(a_page_that_a_proxy_has_changed_is_a_page)
{
    auto client = client_in(signalwire::decoding_mode::strict);
    serve({{answer(203, body)}});
    BOOST_TEST(run(client.compat.calls.list()).page_size == 50);
}

BOOST_AUTO_TEST_CASE(a_success_without_a_page_is_no_refusal)
{
    for (int const status : {204, 205})
    {
        auto client = client_in(signalwire::decoding_mode::lenient);
        serve({{"HTTP/1.1 " + std::to_string(status) + " x\r\n\r\n"}});
        BOOST_CHECK_EXCEPTION(
            run(client.compat.calls.list()), signalwire::protocol_error, [&](auto const& error) {
                return error.code() == signalwire::errc::unexpected_response
                    && error.reason().find("no page") != std::string::npos;
            });
    }
}

BOOST_AUTO_TEST_CASE(a_redirect_is_not_followed_and_says_where_it_leads)
{
    auto client = client_in(signalwire::decoding_mode::lenient);
    serve({{answer(302, "", "Location: https://u:s3cret@login.example.com/?\"\xff\r\n")}});
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error, [&](auto const& error) {
            std::string const text = error.what();
            BOOST_TEST(error.status() == 302);
            BOOST_TEST(text.find(error.location()) != std::string::npos, text);
            return error.location() == R"(https://***@login.example.com/?\"\xff)";
        });
    BOOST_TEST(requests.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_clock_of_the_server_tells_how_long_it_wants_to_be_left_alone)
{
    // Whatever ours shows, that was long ago.
    for (std::string_view const end :
         {"Fri, 21 Sep 2018 10:00:30 GMT", "Friday, 21-Sep-18 10:00:30 GMT",
          "Fri Sep 21 10:00:30 2018"})
    {
        auto client = client_in(signalwire::decoding_mode::lenient);
        serve({{answer(
            429, "{}",
            "Date: Fri, 21 Sep 2018 10:00:00 GMT\r\nRetry-After: " + std::string(end) + "\r\n")}});
        BOOST_CHECK_EXCEPTION(
            run(client.compat.calls.list()), signalwire::api_error,
            [](auto const& error) { return error.retry_after() == std::chrono::seconds(30); });
    }
}

BOOST_AUTO_TEST_CASE(interim_responses_of_a_proxy_and_sloppy_ones_are_read)
{
    for (std::string_view const words :
         {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
          "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 102\n\nHTTP/1.0 200\n\n",
          "HTTP/1.0 200\r\nProxy-Agent: x\r\n\r\n"})
    {
        tunnel = words;
        auto client = client_with([this](auto& config) {
            config.proxy.url = "http://" + config.host;
            config.retry.max_attempts = 1;
        });
        serve({{page()}});
        BOOST_TEST(run(client.compat.calls.list()).page_size == 50);
    }
}

BOOST_AUTO_TEST_CASE(a_proxy_that_never_comes_to_the_point_is_none)
{
    std::string interim;
    for (int i = 0; i < 20; ++i)
        interim += "HTTP/1.1 100 Continue\r\n\r\n";
    for (std::string const& words :
         {interim + "HTTP/1.1 200 OK\r\n\r\n",
          std::string("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
          std::string("HTTP/1.1 200 OK\r\n\r\nmore"), std::string("HTTP/1.1 000 x\r\n\r\n"),
          "HTTP/1.1 200 OK\r\nX: " + std::string(20000, 'x') + "\r\n\r\n"})
    {
        tunnel = words;
        auto client = client_with([this](auto& config) {
            config.proxy.url = "http://" + config.host;
            config.retry.max_attempts = 1;
        });
        serve({{page()}});
        BOOST_CHECK_EXCEPTION(
            run(client.compat.calls.list()), signalwire::transport_error,
            [](auto const& error) { return error.code() == signalwire::errc::proxy_refused; });
    }
}

BOOST_AUTO_TEST_SUITE_END()
