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

/// A response and its body; `keep_alive` is true if the connection can be reused.
struct good_response
{
    std::string_view text;
    std::string_view body;
    bool keep_alive;

    friend std::ostream& operator<<(std::ostream& out, good_response const& sample)
    {
        return out << sample.text;
    }
};

good_response const good_responses[] = {
    // Counted bodies.
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", true},
    {"HTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello", "hello", true},
    {"HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", "", true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello", "hello", false},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: Close\r\n\r\nhello", "hello", false},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive, close\r\n\r\nhello", "hello",
     false},
    {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello", "hello", true},
    {"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", false},
    {"HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello", "hello", true},
    // Chunked bodies: extensions, trailers, hexadecimal sizes in both cases.
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello", true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\nh\r\n004\r\nello\r\n0\r\n\r\n",
     "hello", true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b;c=\"d\"\r\nhello\r\n0\r\n\r\n",
     "hello", true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\na\r\n0123456789\r\n"
     "0\r\n\r\n",
     "01234567890123456789", true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n",
     "hello", true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "", true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n", "",
     false},
    // No body.
    {"HTTP/1.1 204 No Content\r\n\r\n", "", true},
    {"HTTP/1.1 205 Reset Content\r\n\r\n", "", false},
    {"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", "", true},
    {"HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n", "", true},
    // Unusual, but valid.
    {"HTTP/1.1 200 Sch\xc3\xb6n\tgut\r\nContent-Length: 2\r\n\r\nok", "ok", true},
    {"HTTP/1.1 200 OK\r\nContent-Length:\t 2 \t\r\n\r\nok", "ok", true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", "ok", true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok", "ok", true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 002\r\n\r\nok", "ok", true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: cHuNkEd\r\n\r\n"
     "00000000000000000000000000000002 ;x = \"y\"\r\nok\r\n00\r\nA: b\r\nC:\r\n\r\n",
     "ok", true},
    {"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "ok", false},
    // Interim responses first.
    {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello",
     true},
    {"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
     "hello", true},
    {"HTTP/1.1 100 Continue\r\nConnection: close\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
     "\r\nok",
     "ok", true},
};

/// Invalid responses, complete or not.
std::string_view const no_responses[] = {
    "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "hello\r\n\r\n",
    "HTTP/2 200 OK\r\n\r\n",
    "HTTP/2.0 200 OK\r\n\r\n",
    "HTTP/0.9 200 OK\r\n\r\n",
    "http/1.1 200 OK\r\n\r\n",
    "HTTP/1.1 000 OK\r\n\r\n",
    "HTTP/1.1\r\n\r\n",
    "HTTP/1.1 \r\n\r\n",
    "HTTP/1.1200 OK\r\n\r\n",
    "HTTP/1.1 200OK\r\n\r\n",
    "HTTP/1 200 OK\r\n\r\n",
    "HTTP/1.1\v200 OK\r\n\r\n",
    "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    // Other parsers may read a CR as the end of the line.
    "HTTP/1.1 200 OK\rX: y\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nX: y\rContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nContent-Length: 5\n 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nContent-Length:\r\n 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\n X: y\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\nContent-Length : 5\n\nhello",
    "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello!",
    "HTTP/1.1 200 OK\r\nContent-Length: 5,\r\n\r\nhello",
    "HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 6\n\nhello!",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Length: 5\n\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
    "0\r\n\r\n",
    "HTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 20 OK\r\n\r\n",
    "HTTP/1.1 2000 OK\r\n\r\n",
    "HTTP/1.1 abc OK\r\n\r\n",
    "HTTP/1.1 -20 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\nX\r\n\r\n",
    "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nX Y: z\r\n\r\n",
    "HTTP/1.1 200 OK\r\nX : z\r\n\r\n",
    std::string_view("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", 28),
    "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nContent-Length: 5 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    // Two lengths allow response smuggling.
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5 5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\rhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\r\nhello\r\n0\r\n\r\n",
    // Parsers that accept a bare LF disagree about the end of an extension.
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\n0\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\rZ: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n x: y\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n",
};

} // namespace

BOOST_DATA_TEST_CASE(response_is_parsed_in_pieces_of_any_size, good_responses)
{
    for (std::size_t piece : {all, std::size_t{1}, std::size_t{2}, std::size_t{7}})
    {
        recorder sink;
        http::response_reader reader(sink, http::response_limits());
        BOOST_TEST(!reader.started());
        outcome const result = feed(reader, sample.text, piece);
        BOOST_TEST(!result.code, result.code.message());
        BOOST_TEST(result.done);
        BOOST_TEST(reader.started());
        BOOST_TEST(result.keep_alive == sample.keep_alive);
        BOOST_TEST(sink.body == sample.body);
        BOOST_TEST(sink.heads.size() == 1U);
        BOOST_TEST(sink.ends == 1);
        BOOST_TEST(result.rest.empty());
        BOOST_TEST(!reader.sink_failed());
    }
}

BOOST_DATA_TEST_CASE(bytes_after_the_end_are_not_consumed, good_responses)
{
    for (std::size_t piece : {all, std::size_t{1}, std::size_t{5}})
    {
        recorder sink;
        http::response_reader reader(sink, http::response_limits());
        std::string const text = std::string(sample.text) + "HTTP/1.1 200 OK\r\nX: smuggled";
        outcome const result = feed(reader, text, piece);
        BOOST_TEST(!result.code, result.code.message());
        BOOST_TEST(result.done);
        BOOST_TEST(result.rest == "HTTP/1.1 200 OK\r\nX: smuggled");
        BOOST_TEST(sink.body == sample.body);
        BOOST_TEST(sink.ends == 1);
    }
}

BOOST_DATA_TEST_CASE(truncated_response_is_never_complete, good_responses)
{
    for (std::size_t length = 0; length < sample.text.size(); ++length)
    {
        recorder sink;
        http::response_reader reader(sink, http::response_limits());
        outcome const result = feed(reader, sample.text.substr(0, length), all);
        BOOST_TEST(!result.code, result.code.message());
        BOOST_TEST(!result.done);
        BOOST_TEST(!result.keep_alive);
        error_code code;
        reader.finish(true, code);
        BOOST_TEST(code.failed(), "after " << length << " bytes");
        BOOST_TEST(!reader.done());
        BOOST_TEST(sink.ends == 0);
        BOOST_TEST(reader.started() == (length > 0));
    }
}

BOOST_DATA_TEST_CASE(valid_responses_have_no_deviation, good_responses)
{
    recorder sink;
    http::response_reader reader(sink, http::response_limits());
    feed(reader, sample.text, all);
    BOOST_TEST(sink.deviations.empty());
}

BOOST_AUTO_TEST_CASE(body_without_length_ends_with_the_connection)
{
    for (std::size_t piece : {all, std::size_t{1}})
    {
        recorder sink;
        http::response_reader reader(sink, http::response_limits());
        outcome const result = feed(reader, "HTTP/1.1 200 OK\r\nX: y\r\n\r\nhello", piece);
        BOOST_TEST(!result.code, result.code.message());
        BOOST_TEST(!result.done);
        BOOST_TEST(sink.ends == 0);
        error_code code;
        reader.finish(true, code);
        BOOST_TEST(!code, code.message());
        BOOST_TEST(reader.done());
        BOOST_TEST(!reader.keep_alive());
        BOOST_TEST(sink.body == "hello");
        BOOST_TEST(sink.ends == 1);
    }
}

BOOST_DATA_TEST_CASE(invalid_responses_are_rejected, no_responses)
{
    for (std::size_t piece : {all, std::size_t{1}})
    {
        recorder sink;
        http::response_reader reader(sink, http::response_limits());
        outcome const result = feed(reader, sample, piece);
        BOOST_TEST(!result.done);
        BOOST_TEST(!result.keep_alive);
        BOOST_TEST(result.code.failed());
        BOOST_TEST(!reader.sink_failed());
        BOOST_TEST(sink.ends == 0);
    }
}

BOOST_AUTO_TEST_CASE(head_contains_the_used_fields)
{
    recorder sink;
    http::response_reader reader(sink, http::response_limits());
    feed(
        reader,
        "HTTP/1.1 429 Too Many Requests\r\nCONTENT-TYPE: application/json; charset=utf-8\r\n"
        "retry-after:  120 \r\nX-Request-Id: r-1\r\nContent-Length: 0\r\n\r\n",
        all);
    BOOST_TEST_REQUIRE(sink.heads.size() == 1U);
    BOOST_TEST(sink.heads[0].status == 429);
    BOOST_TEST(sink.heads[0].content_type == "application/json; charset=utf-8");
    BOOST_TEST(sink.heads[0].retry_after == "120");
    BOOST_TEST(sink.heads[0].request_id == "r-1");
}

BOOST_AUTO_TEST_CASE(head_of_a_redirect_contains_location_and_date)
{
    recorder sink;
    http::response_reader reader(sink, http::response_limits());
    feed(
        reader,
        "HTTP/1.1 302 Found\r\nlocation: https://b.example/x\r\nLocation: /second\r\n"
        "Date: Fri, 21 Sep 2018 10:00:00 GMT\r\nContent-Length: 0\r\n\r\n",
        all);
    BOOST_TEST_REQUIRE(sink.heads.size() == 1U);
    BOOST_TEST(sink.heads[0].location == "https://b.example/x");
    BOOST_TEST(sink.heads[0].date == "Fri, 21 Sep 2018 10:00:00 GMT");
}

BOOST_AUTO_TEST_CASE(trailers_are_ignored)
{
    recorder sink;
    http::response_reader reader(sink, http::response_limits());
    outcome const result = feed(
        reader,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n"
        "Connection: close\r\nContent-Length: 5\r\nRetry-After: 7\r\n\r\n",
        all);
    BOOST_TEST(result.done);
    BOOST_TEST(result.keep_alive);
    BOOST_TEST(sink.heads[0].retry_after.empty());
}

BOOST_AUTO_TEST_CASE(request_id_is_read_from_any_header)
{
    auto const id_of = [](std::string const& fields) {
        recorder sink;
        http::response_reader reader(sink, http::response_limits());
        feed(reader, "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 0\r\n\r\n", all);
        return sink.heads.at(0).request_id;
    };
    BOOST_TEST(id_of("").empty());
    BOOST_TEST(id_of("Request-Id: c\r\n") == "c");
    BOOST_TEST(id_of("Request-Id: c\r\nX-SignalWire-Request-Id: b\r\n") == "b");
    BOOST_TEST(id_of("Request-Id: c\r\nX-SignalWire-Request-Id: b\r\nX-Request-ID: a\r\n") == "a");
    BOOST_TEST(id_of("X-Request-Id:\r\nRequest-Id: c\r\n") == "c");
}

BOOST_AUTO_TEST_CASE(sink_failure_differs_from_invalid_syntax)
{
    for (std::string_view text :
         {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\n\r\nhello"})
    {
        for (std::size_t piece : {all, std::size_t{1}})
        {
            recorder sink;
            sink.accept = 3;
            http::response_reader reader(sink, http::response_limits());
            outcome const result = feed(reader, text, piece);
            BOOST_TEST((result.code == signalwire::errc::invalid_json), result.code.message());
            BOOST_TEST(reader.sink_failed());
            BOOST_TEST(!reader.done());
            BOOST_TEST(!reader.keep_alive());
            BOOST_TEST(sink.ends == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(sink_failure_at_the_end_fails_the_response)
{
    for (std::string_view text :
         {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"})
    {
        recorder sink;
        sink.fail_at_end = true;
        http::response_reader reader(sink, http::response_limits());
        outcome const result = feed(reader, text, all);
        BOOST_TEST((result.code == signalwire::errc::schema_mismatch));
        BOOST_TEST(reader.sink_failed());
    }
    recorder sink;
    sink.fail_at_end = true;
    http::response_reader reader(sink, http::response_limits());
    feed(reader, "HTTP/1.1 200 OK\r\n\r\nhello", all);
    error_code code;
    reader.finish(true, code);
    BOOST_TEST((code == signalwire::errc::schema_mismatch));
    BOOST_TEST(reader.sink_failed());
}

BOOST_AUTO_TEST_CASE(interim_responses_alone_are_no_response)
{
    recorder sink;
    http::response_reader reader(sink, http::response_limits());
    outcome const result = feed(reader, "HTTP/1.1 100 Continue\r\n\r\n", all);
    BOOST_TEST(!result.code);
    BOOST_TEST(!result.done);
    BOOST_TEST(sink.heads.empty());
    error_code code;
    reader.finish(true, code);
    BOOST_TEST(code.failed());
    BOOST_TEST(!reader.done());
}

BOOST_AUTO_TEST_CASE(large_body_arrives_in_pieces)
{
    std::string const body(300'000, 'x');
    recorder sink;
    http::response_reader reader(sink, http::response_limits());
    outcome const result =
        feed(reader, "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + body, 16 * 1024);
    BOOST_TEST(!result.code);
    BOOST_TEST(result.done);
    BOOST_TEST((sink.body == body));
}

BOOST_AUTO_TEST_SUITE_END()
