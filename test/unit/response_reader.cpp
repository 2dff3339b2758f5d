#include "http/response_reader.hpp"

#include "http/response_sink.hpp"

#include <signalwire/errc.hpp>

#include <boost/beast/http/error.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace http = signalwire::http;
using boost::system::error_code;
using beast_error = boost::beast::http::error;

BOOST_AUTO_TEST_SUITE(response_reader)

namespace
{

/// Writes down what a response is made of; fails when told to.
class recorder final : public http::response_sink
{
public:
    void on_head(http::response_head const& head) override
    {
        BOOST_TEST(ends == 0);
        heads.push_back(head);
    }

    void on_body(std::string_view bytes, error_code& ec) override
    {
        BOOST_TEST(heads.size() == 1U);
        body += bytes;
        if (body.size() > accept)
            ec = signalwire::errc::bad_json;
    }

    void on_deviation(std::string_view name, error_code& ec) override
    {
        BOOST_TEST(heads.size() == 1U);
        deviations.emplace_back(name);
        if (strict)
            ec = signalwire::errc::bad_response;
    }

    bool complete() const override
    {
        return !body.empty() && body == whole;
    }

    void on_end(error_code& ec) override
    {
        ++ends;
        if (fail_at_end)
            ec = signalwire::errc::wrong_shape;
    }

    std::vector<http::response_head> heads;
    std::string body;
    std::vector<std::string> deviations;
    /// What the body is when nothing is missing.
    std::string_view whole;
    bool strict = false;
    int ends = 0;
    std::size_t accept = std::numeric_limits<std::size_t>::max();
    bool fail_at_end = false;
};

struct outcome
{
    bool done = false;
    bool keep_alive = false;
    error_code code;
    /// What was not used.
    std::string rest;
};

/// Feeds `bytes` as a connection would: pieces are appended to what was not used before.
outcome feed(http::response_reader& reader, std::string_view bytes, std::size_t piece)
{
    outcome out;
    for (std::size_t i = 0; i < bytes.size() && !reader.done() && !out.code; i += piece)
    {
        out.rest += bytes.substr(i, piece);
        std::size_t const used = reader.write(boost::asio::buffer(out.rest), out.code);
        BOOST_TEST_REQUIRE(used <= out.rest.size());
        out.rest.erase(0, used);
        if (reader.done())
            out.rest += bytes.substr(std::min(i + piece, bytes.size()));
    }
    out.done = reader.done();
    out.keep_alive = reader.keep_alive();
    return out;
}

constexpr std::size_t all = 1 << 20;

/// A response that is complete by its own account.
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
    // No body at all.
    {"HTTP/1.1 204 No Content\r\n\r\n", "", true},
    {"HTTP/1.1 205 Reset Content\r\n\r\n", "", false},
    {"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", "", true},
    {"HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n", "", true},
    // What looks odd and is as it should be.
    {"HTTP/1.1 200 Sch\xc3\xb6n\tgut\r\nContent-Length: 2\r\n\r\nok", "ok", true},
    {"HTTP/1.1 200 OK\r\nContent-Length:\t 2 \t\r\n\r\nok", "ok", true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", "ok", true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok", "ok", true},
    {"HTTP/1.1 200 OK\r\nContent-Length: 002\r\n\r\nok", "ok", true},
    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: cHuNkEd\r\n\r\n"
     "00000000000000000000000000000002 ;x = \"y\"\r\nok\r\n00\r\nA: b\r\nC:\r\n\r\n",
     "ok", true},
    {"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "ok", false},
    // Interim responses before it.
    {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello",
     true},
    {"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
     "hello", true},
    {"HTTP/1.1 100 Continue\r\nConnection: close\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
     "\r\nok",
     "ok", true},
};

/// Sloppy HTTP that others read as well, and how the deviation is called.
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

/// What is no response, and must not be taken for one or for the beginning of one.
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
    // A CR that ends no line may end one for somebody else.
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
    // Two lengths are how responses are smuggled.
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
    // Where an extension ends is what readers of a bare LF disagree about.
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

BOOST_DATA_TEST_CASE(a_response_is_taken_apart_however_it_arrives, good_responses)
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

BOOST_DATA_TEST_CASE(bytes_behind_the_end_are_left_alone, good_responses)
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

BOOST_DATA_TEST_CASE(a_response_that_ends_early_is_never_complete, good_responses)
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

BOOST_DATA_TEST_CASE(
    sloppy_responses_are_read_and_are_the_last_of_their_connection, sloppy_responses)
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

BOOST_DATA_TEST_CASE(whoever_is_strict_refuses_sloppy_responses, sloppy_responses)
{
    if (sample.deviation.empty())
        return;
    for (std::size_t piece : {all, std::size_t{1}})
    {
        recorder sink;
        sink.strict = true;
        http::response_reader reader(sink, http::response_limits());
        outcome const result = feed(reader, sample.text, piece);
        BOOST_TEST((result.code == signalwire::errc::bad_response));
        BOOST_TEST(reader.sink_failed());
        BOOST_TEST(sink.ends == 0);
    }
}

BOOST_DATA_TEST_CASE(good_responses_do_not_deviate, good_responses)
{
    recorder sink;
    http::response_reader reader(sink, http::response_limits());
    feed(reader, sample.text, all);
    BOOST_TEST(sink.deviations.empty());
}

BOOST_AUTO_TEST_CASE(a_sloppy_header_may_be_as_long_as_the_limit_and_no_longer)
{
    http::response_limits limits;
    limits.header = 1000;
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

BOOST_AUTO_TEST_CASE(a_body_that_is_whole_by_its_content_needs_no_end)
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

BOOST_AUTO_TEST_CASE(a_body_that_is_not_whole_needs_its_end)
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

BOOST_AUTO_TEST_CASE(a_body_without_a_length_ends_with_the_connection)
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

BOOST_DATA_TEST_CASE(what_is_no_response_is_refused, no_responses)
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

BOOST_AUTO_TEST_CASE(the_head_holds_what_is_asked_for_later)
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

BOOST_AUTO_TEST_CASE(the_head_of_a_redirect_says_where_it_leads_and_when_it_was_sent)
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

BOOST_AUTO_TEST_CASE(trailers_say_nothing)
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

BOOST_AUTO_TEST_CASE(the_request_id_is_found_under_any_of_its_names)
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

BOOST_AUTO_TEST_CASE(a_header_that_never_ends_is_refused_at_the_limit)
{
    http::response_limits limits;
    limits.header = 1000;
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

BOOST_AUTO_TEST_CASE(a_header_may_be_as_long_as_the_limit_and_no_longer_however_it_arrives)
{
    http::response_limits limits;
    limits.header = 1000;
    std::string const begin = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: ";
    std::string const end = "\r\n\r\n";
    for (std::size_t const excess : {0U, 1U, 10U})
    {
        std::string const filler(limits.header + excess - begin.size() - end.size(), 'x');
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

BOOST_AUTO_TEST_CASE(a_body_may_be_as_large_as_the_limit_and_no_larger)
{
    http::response_limits limits;
    limits.body = 10;
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

BOOST_AUTO_TEST_CASE(a_failure_of_the_sink_is_told_from_bad_syntax)
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
            BOOST_TEST((result.code == signalwire::errc::bad_json), result.code.message());
            BOOST_TEST(reader.sink_failed());
            BOOST_TEST(!reader.done());
            BOOST_TEST(!reader.keep_alive());
            BOOST_TEST(sink.ends == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_sink_at_the_end_is_a_failure_of_the_response)
{
    for (std::string_view text :
         {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"})
    {
        recorder sink;
        sink.fail_at_end = true;
        http::response_reader reader(sink, http::response_limits());
        outcome const result = feed(reader, text, all);
        BOOST_TEST((result.code == signalwire::errc::wrong_shape));
        BOOST_TEST(reader.sink_failed());
    }
    recorder sink;
    sink.fail_at_end = true;
    http::response_reader reader(sink, http::response_limits());
    feed(reader, "HTTP/1.1 200 OK\r\n\r\nhello", all);
    error_code code;
    reader.finish(true, code);
    BOOST_TEST((code == signalwire::errc::wrong_shape));
    BOOST_TEST(reader.sink_failed());
}

BOOST_AUTO_TEST_CASE(an_end_after_interim_responses_alone_is_no_response)
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

BOOST_AUTO_TEST_CASE(a_large_body_passes_through_in_pieces)
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

BOOST_AUTO_TEST_CASE(what_is_neither_header_nor_body_is_limited_too)
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
        limits.header = 1024;
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
