// Deviations that other parsers accept, early ends, and limits.

#include "unit/response_reading.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace http = signalwire::http;
using boost::system::error_code;
using beast_error = boost::beast::http::error;
using unit::all;
using unit::feed;
using unit::outcome;
using unit::recorder;

BOOST_AUTO_TEST_SUITE(response_reader)

namespace
{

/// A response that other parsers accept, and the name of its deviation.
struct sloppy_response
{
    std::string_view text;
    std::string_view body;
    std::string_view deviation;

    friend std::ostream& operator<<(std::ostream& out, sloppy_response const& sample)
    {
        return out << sample.text;
    }
};

sloppy_response const sloppy_responses[] = {
    {"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "ok", "http.status_line"},
    {"HTTP/1.1 404\r\nContent-Length: 2\r\n\r\nno", "no", "http.status_line"},
    {"HTTP/1.1  200 OK\r\nContent-Length: 2\r\n\r\nok", "ok", "http.status_line"},
    {"HTTP/1.1\t200\tOK\r\nContent-Length: 2\r\n\r\nok", "ok", "http.status_line"},
    {"HTTP/1.1 100\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok", ""},
    {"HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "ok", "http.line_end"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 2\n\r\nok", "ok", "http.line_end"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\nok", "ok", "http.line_end"},
    {"HTTP/1.1 200 OK\nX: y\r\nContent-Length: 2\r\n\r\nok", "ok", "http.line_end"},
    {"HTTP/1.1 204 No Content\n\n", "", "http.line_end"},
    {"HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 2\r\n\r\nok", "ok", "http.folded_line"},
    {"HTTP/1.1 200 OK\r\nConnection: keep-alive; x\r\nContent-Length: 2\r\n\r\nok", "ok",
     "http.connection"},
    {"HTTP/1.1 200 OK\r\nConnection: \"x\r\nContent-Length: 2\r\n\r\nok", "ok", "http.connection"},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2  \r\nok\r\n0\r\n\r\n", "ok",
     "http.chunk_size"},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\t\r\no\r\n01 \r\nk\r\n0 \r\n\r\n",
     "ok", "http.chunk_size"},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\nok\r\n0\r\n\r\n", "ok",
     "http.line_end"},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\n\n", "ok",
     "http.line_end"},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nA: b\n\r\n", "ok",
     "http.line_end"},
};

} // namespace

BOOST_DATA_TEST_CASE(deviating_responses_are_accepted_and_end_the_connection, sloppy_responses)
{
    for (std::size_t piece : {all, std::size_t{1}, std::size_t{2}, std::size_t{7}})
    {
        recorder sink;
        http::response_reader reader(sink, http::response_limits());
        std::string const text = std::string(sample.text) + "HTTP/1.1 200 OK\r\nX: smuggled";
        outcome const result = feed(reader, text, piece);
        BOOST_TEST(!result.code, result.code.message());
        BOOST_TEST(result.done);
        BOOST_TEST(!result.keep_alive);
        BOOST_TEST(sink.body == sample.body);
        BOOST_TEST(sink.ends == 1);
        BOOST_TEST(result.rest == "HTTP/1.1 200 OK\r\nX: smuggled");
        if (!sample.deviation.empty())
        {
            BOOST_TEST_REQUIRE(sink.deviations.size() == 1U);
            BOOST_TEST(sink.deviations[0] == sample.deviation);
        }
    }
}

BOOST_DATA_TEST_CASE(strict_sink_rejects_deviating_responses, sloppy_responses)
{
    if (sample.deviation.empty())
        return;
    for (std::size_t piece : {all, std::size_t{1}})
    {
        recorder sink;
        sink.strict = true;
        http::response_reader reader(sink, http::response_limits());
        outcome const result = feed(reader, sample.text, piece);
        BOOST_TEST((result.code == signalwire::errc::malformed_response));
        BOOST_TEST(reader.sink_failed());
        BOOST_TEST(sink.ends == 0);
    }
}

BOOST_AUTO_TEST_CASE(deviating_header_is_limited)
{
    http::response_limits limits;
    limits.max_header_bytes = 1000;
    std::string const begin = "HTTP/1.1 200\nContent-Length: 0\nX: ";
    for (std::size_t const excess : {0U, 1U, 10U})
    {
        std::string const text = begin + std::string(998 + excess - begin.size(), 'x') + "\n\n";
        for (std::size_t piece : {all, std::size_t{1}, std::size_t{17}})
        {
            recorder sink;
            http::response_reader reader(sink, limits);
            outcome const result = feed(reader, text, piece);
            error_code const expected = excess == 0 ? error_code() : beast_error::header_limit;
            BOOST_TEST((result.code == expected), result.code.message());
        }
    }
}

BOOST_AUTO_TEST_CASE(body_complete_by_content_may_end_early)
{
    for (std::string_view text :
         {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
          "HTTP/1.1 200 OK\r\n\r\nhello"})
    {
        for (bool const orderly : {true, false})
        {
            bool const is_endless = text == "HTTP/1.1 200 OK\r\n\r\nhello";
            recorder sink;
            sink.whole = "hello";
            http::response_reader reader(sink, http::response_limits());
            BOOST_TEST(!feed(reader, text, all).done);
            error_code code;
            reader.finish(orderly, code);
            BOOST_TEST(!code, text << ": " << code.message());
            BOOST_TEST(reader.done());
            BOOST_TEST(!reader.keep_alive());
            BOOST_TEST(sink.ends == 1);
            BOOST_TEST(sink.deviations.size() == (orderly && is_endless ? 0U : 1U));
        }
    }
}

BOOST_AUTO_TEST_CASE(incomplete_body_must_not_end_early)
{
    for (std::string_view text :
         {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhell",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhell",
          "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nhell",
          "HTTP/1.1 200 OK\r\n"})
    {
        recorder sink;
        sink.whole = "hello";
        http::response_reader reader(sink, http::response_limits());
        BOOST_TEST(!feed(reader, text, all).done);
        error_code code;
        reader.finish(false, code);
        BOOST_TEST((code == beast_error::partial_message), text << ": " << code.message());
        BOOST_TEST(!reader.done());
        BOOST_TEST(sink.ends == 0);
        BOOST_TEST(sink.deviations.empty());
    }
}

BOOST_AUTO_TEST_CASE(endless_header_is_rejected_at_the_limit)
{
    http::response_limits limits;
    limits.max_header_bytes = 1000;
    std::string endless = "HTTP/1.1 200 OK\r\n";
    while (endless.size() < 3000)
        endless += "X-Filler: 0123456789\r\n";
    std::string const one_line = "HTTP/1.1 200 OK\r\nX: " + std::string(3000, 'x');
    std::string const reason = "HTTP/1.1 200 " + std::string(3000, 'x');
    for (std::string const& text : {endless, one_line, reason})
    {
        for (std::size_t piece : {all, std::size_t{100}})
        {
            recorder sink;
            http::response_reader reader(sink, limits);
            outcome const result = feed(reader, text, piece);
            BOOST_TEST((result.code == beast_error::header_limit), result.code.message());
            BOOST_TEST(result.rest.size() <= (piece == all ? text.size() : 1200));
            BOOST_TEST(sink.heads.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(header_is_limited_in_pieces_of_any_size)
{
    http::response_limits limits;
    limits.max_header_bytes = 1000;
    std::string const begin = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: ";
    std::string const end = "\r\n\r\n";
    for (std::size_t const excess : {0U, 1U, 10U})
    {
        std::string const filler(limits.max_header_bytes + excess - begin.size() - end.size(), 'x');
        std::string const text = begin + filler + end;
        for (std::size_t piece : {all, std::size_t{1}, std::size_t{17}, std::size_t{100}})
        {
            recorder sink;
            http::response_reader reader(sink, limits);
            outcome const result = feed(reader, text, piece);
            error_code const expected = excess == 0 ? error_code() : beast_error::header_limit;
            BOOST_TEST((result.code == expected), result.code.message());
            BOOST_TEST(sink.heads.size() == (excess == 0 ? 1U : 0U));
        }
    }
}

BOOST_AUTO_TEST_CASE(body_is_limited)
{
    http::response_limits limits;
    limits.max_body_bytes = 10;
    std::string const head = "HTTP/1.1 200 OK\r\n";
    std::string const chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    struct body
    {
        std::string text;
        bool fits;
    };
    body const bodies[] = {
        {head + "Content-Length: 10\r\n\r\n0123456789", true},
        {head + "Content-Length: 11\r\n\r\n", false},
        {head + "Content-Length: 18446744073709551615\r\n\r\n", false},
        {chunked + "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n", true},
        {chunked + "5\r\n01234\r\n6\r\n56789x\r\n0\r\n\r\n", false},
        {chunked + "ffffffffffffffff\r\n0123456789x", false},
        {head + "\r\n0123456789", true},
        {head + "\r\n0123456789x", false},
    };
    for (body const& sample : bodies)
    {
        for (std::size_t piece : {all, std::size_t{1}})
        {
            recorder sink;
            http::response_reader reader(sink, limits);
            outcome result = feed(reader, sample.text, piece);
            if (!result.done && !result.code)
                reader.finish(true, result.code);
            BOOST_TEST(reader.done() == sample.fits, sample.text);
            BOOST_TEST(sink.body.size() <= 10U);
            if (!sample.fits)
                BOOST_TEST((result.code == beast_error::body_limit), result.code.message());
            BOOST_TEST(!reader.sink_failed());
        }
    }
}

BOOST_AUTO_TEST_CASE(chunk_lines_and_trailers_are_limited)
{
    struct endless
    {
        std::string_view beginning;
        std::string_view more;
    };
    for (endless const& sample :
         {endless{"5;a=", "x"}, endless{"0", "0"}, endless{"0\r\nX: ", "y"},
          endless{"0\r\n", "X: y\r\n"}})
    {
        recorder sink;
        http::response_limits limits;
        limits.max_header_bytes = 1024;
        http::response_reader reader(sink, limits);
        std::string waiting = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        waiting += sample.beginning;
        error_code code;
        while (!code && waiting.size() < 100'000)
        {
            waiting += sample.more;
            waiting.erase(0, reader.write(boost::asio::buffer(waiting), code));
        }
        BOOST_TEST(code.failed(), sample.beginning << " may go on for ever");
    }
}

BOOST_AUTO_TEST_SUITE_END()
