#include "http/exchange.hpp"

#include "support/gzip.hpp"
#include "unit/response_reading.hpp"

#include <signalwire/errc.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <openssl/ssl.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace asio = boost::asio;
using boost::system::error_code;
using signalwire::errc;
using signalwire::phase;
using signalwire::core::failure;
using signalwire::core::failure_kind;
using signalwire::http::exchange;
using signalwire::http::response_limits;
using unit::recorder;

BOOST_AUTO_TEST_SUITE(exchanges)

namespace
{

using namespace std::chrono_literals;

constexpr std::string_view request = "POST /Things HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody";
constexpr std::string_view ok = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody";

/// An exchange and what it works with.
struct conversation
{
    explicit conversation(response_limits const& most = response_limits())
        : limits(most)
    {
    }

    void write_all()
    {
        talk.wrote(talk.to_write().size(), {});
    }

    /// Receives `bytes` in reads of at most `piece` until the exchange is done. Returns how many
    /// bytes were not received.
    std::size_t receive(std::string_view bytes, std::size_t piece = unit::all)
    {
        while (!bytes.empty() && !talk.done())
        {
            std::size_t const count =
                asio::buffer_copy(talk.prepare(), asio::buffer(bytes.substr(0, piece)));
            talk.received(count, {});
            bytes.remove_prefix(count);
        }
        return bytes.size();
    }

    void end(error_code code = asio::error::eof)
    {
        static_cast<void>(talk.prepare());
        talk.received(0, code);
    }

    response_limits limits;
    boost::beast::flat_buffer buffer;
    recorder sink;
    exchange talk{request, buffer, sink, limits};
};

/// All that an exchange tells at its end.
struct ending
{
    explicit ending(conversation const& from)
        : done(from.talk.done())
        , started(from.talk.response_started())
        , reusable(from.talk.is_reusable())
        , patience(from.talk.keep_alive_timeout())
        , why(from.talk.failure())
        , transport_error(from.talk.transport_error())
    {
        if (done && !why)
        {
            status = from.sink.heads.back().status;
            body = from.sink.body;
            ends = from.sink.ends;
        }
    }

    friend bool operator==(ending const& a, ending const& b)
    {
        bool const same_failure = a.why.has_value() == b.why.has_value()
            && (!a.why
                || (a.why->kind == b.why->kind && a.why->phase == b.why->phase
                    && a.why->code == b.why->code && a.why->reason == b.why->reason
                    && a.why->transient == b.why->transient));
        return same_failure && a.done == b.done && a.started == b.started
            && a.reusable == b.reusable && a.patience == b.patience && a.status == b.status
            && a.body == b.body && a.ends == b.ends && a.transport_error == b.transport_error;
    }

    bool done;
    bool started;
    bool reusable;
    std::chrono::seconds patience;
    std::optional<failure> why;
    error_code transport_error;
    int status = 0;
    std::string body;
    int ends = 0;
};

void check_failure(
    conversation const& from, failure_kind kind, phase where, error_code code, bool transient)
{
    BOOST_TEST_REQUIRE(from.talk.failure().has_value());
    failure const& why = *from.talk.failure();
    BOOST_TEST((why.kind == kind));
    BOOST_TEST((why.phase == where));
    BOOST_TEST(why.code == code);
    BOOST_TEST(why.transient == transient);
    BOOST_TEST(from.talk.done());
    BOOST_TEST(!from.talk.is_reusable());
}

struct sample_response
{
    std::string_view what;
    std::string bytes;
    int status;
    std::string_view body;
    bool reusable = true;
    std::chrono::seconds patience = 24h;
    bool ends_with_connection = false;

    friend std::ostream& operator<<(std::ostream& out, sample_response const& sample)
    {
        return out << sample.what;
    }
};

std::string zipped(std::string_view text)
{
    std::string const bytes = signalwire::test::gzip(text);
    return "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
        + std::to_string(bytes.size()) + "\r\n\r\n" + bytes;
}

sample_response const responses[] = {
    {"a length", std::string(ok), 200, "body"},
    {"a length of zero", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, ""},
    {"no content", "HTTP/1.1 204 No Content\r\n\r\n", 204, ""},
    {"chunks",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbod\r\n1\r\ny\r\n0\r\n\r\n", 200,
     "body"},
    {"chunks and a trailer",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\nT: 1\r\n\r\n", 200,
     "body"},
    {"gzip", zipped("body"), 200, "body"},
    {"interim responses", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 x\r\n\r\n" + std::string(ok),
     200, "body"},
    {"an error", "HTTP/1.1 401 x\r\nContent-Length: 2\r\n\r\n{}", 401, "{}"},
    {"a redirect", "HTTP/1.1 302 x\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", 302, ""},
    {"a keep-alive timeout",
     "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5\r\nContent-Length: 0\r\n\r\n", 200, "", true, 5s},
    {"HTTP/1.0 that keeps the connection",
     "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=7, max=9\r\n"
     "Content-Length: 0\r\n\r\n",
     200, "", true, 7s},
    {"HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "", false},
    {"connection: close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody",
     200, "body", false},
    {"bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 4\n\nbody", 200, "body", false},
    {"up to the end of the connection", "HTTP/1.1 200 OK\r\n\r\nbody", 200, "body", false, 24h,
     true},
};

struct invalid_response
{
    std::string_view what;
    std::string bytes;
    errc code;

    friend std::ostream& operator<<(std::ostream& out, invalid_response const& sample)
    {
        return out << sample.what;
    }
};

/// With at most 100 bytes of header and 8 of body.
invalid_response const invalid_responses[] = {
    {"another protocol", "220 mail.example.com ESMTP ready\r\n\r\n", errc::malformed_response},
    {"TLS in TLS", std::string("\x15\x03\x03\x00\x02\x02\x50", 7) + "\r\n\r\n",
     errc::malformed_response},
    {"a bad field", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", errc::malformed_response},
    {"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
     errc::malformed_response},
    {"a switch of protocols", "HTTP/1.1 101 x\r\n\r\n", errc::malformed_response},
    {"a bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
     errc::malformed_response},
    {"a large header", "HTTP/1.1 200 OK\r\nX: " + std::string(100, 'x') + "\r\n\r\n",
     errc::malformed_response},
    {"a length beyond the limit", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
     errc::body_too_large},
    {"a chunk beyond the limit", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n",
     errc::body_too_large},
    {"chunks beyond the limit",
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n1\r\n",
     errc::body_too_large},
    {"a body beyond the limit", "HTTP/1.1 200 OK\r\n\r\n123456789", errc::body_too_large},
    {"compressed bytes beyond the limit", zipped("123456789"), errc::body_too_large},
    {"no gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b!!",
     errc::invalid_content_encoding},
};

response_limits small_limits()
{
    response_limits out;
    out.max_header_bytes = 100;
    out.max_body_bytes = 8;
    return out;
}

/// How the exchange ends when the response is read in two pieces, the first of `first` bytes, or,
/// without `first`, byte by byte.
ending end_in_pieces(
    std::string const& bytes, response_limits const& limits, std::optional<std::size_t> first)
{
    conversation now(limits);
    now.write_all();
    std::string_view const all = bytes;
    if (first)
    {
        now.receive(all.substr(0, *first));
        now.receive(all.substr(*first));
    }
    else
    {
        now.receive(all, 1);
    }
    if (!now.talk.done())
        now.end();
    return ending(now);
}

void check_every_split(std::string const& bytes, response_limits const& limits = {})
{
    ending const whole = end_in_pieces(bytes, limits, bytes.size());
    BOOST_TEST((end_in_pieces(bytes, limits, std::nullopt) == whole), "byte by byte");
    for (std::size_t i = 0; i < bytes.size(); ++i)
        BOOST_TEST((end_in_pieces(bytes, limits, i) == whole), "split at " << i);
}

} // namespace

BOOST_DATA_TEST_CASE(a_response_has_one_result_in_whatever_pieces_it_arrives, responses)
{
    ending const whole = end_in_pieces(sample.bytes, {}, sample.bytes.size());
    BOOST_TEST_REQUIRE(whole.done);
    BOOST_TEST(!whole.why.has_value());
    BOOST_TEST(whole.status == sample.status);
    BOOST_TEST(whole.body == sample.body);
    BOOST_TEST(whole.ends == 1);
    BOOST_TEST(whole.reusable == sample.reusable);
    BOOST_TEST((whole.patience == sample.patience));
    check_every_split(sample.bytes);
}

BOOST_DATA_TEST_CASE(
    an_invalid_response_fails_alike_in_whatever_pieces_it_arrives, invalid_responses)
{
    conversation now(small_limits());
    now.write_all();
    now.receive(sample.bytes);
    check_failure(now, failure_kind::protocol, phase::between_bytes, sample.code, false);
    BOOST_TEST(!now.talk.transport_error());
    check_every_split(sample.bytes, small_limits());
}

BOOST_DATA_TEST_CASE(a_response_that_ends_early_is_truncated_wherever_it_ends, responses)
{
    std::size_t const head = sample.bytes.rfind("\r\n\r\n");
    std::size_t const end = sample.ends_with_connection ? head : sample.bytes.size();
    for (std::size_t i = 1; i < std::min(end, sample.bytes.size()); ++i)
    {
        for (error_code const code :
             {error_code(asio::error::eof), error_code(asio::ssl::error::stream_truncated)})
        {
            conversation now;
            now.write_all();
            BOOST_TEST_REQUIRE(now.receive(sample.bytes.substr(0, i)) == 0U);
            BOOST_TEST_REQUIRE(!now.talk.done());
            now.end(code);
            check_failure(
                now, failure_kind::protocol, phase::between_bytes, errc::truncated_response, true);
            BOOST_TEST(!now.talk.transport_error(), "the reason says all there is to say");
        }
    }
}

BOOST_AUTO_TEST_CASE(an_end_without_a_response_is_a_failure_of_the_transport)
{
    for (error_code const code :
         {error_code(asio::error::eof), error_code(asio::ssl::error::stream_truncated)})
    {
        conversation now;
        now.write_all();
        now.end(code);
        check_failure(now, failure_kind::transport, phase::first_byte, code, true);
        BOOST_TEST(!now.talk.transport_error());
        BOOST_TEST(!now.talk.response_started());
    }
}

BOOST_AUTO_TEST_CASE(a_reset_is_a_failure_of_the_transport_wherever_it_comes)
{
    error_code const reset = asio::error::connection_reset;
    for (std::size_t i = 0; i < ok.size(); ++i)
    {
        conversation now;
        now.write_all();
        now.receive(ok.substr(0, i));
        now.end(reset);
        phase const where = i == 0 ? phase::first_byte : phase::between_bytes;
        check_failure(now, failure_kind::transport, where, reset, true);
        BOOST_TEST(now.talk.transport_error() == reset);
        BOOST_TEST(now.talk.response_started() == (i > 0));
    }
}

BOOST_AUTO_TEST_CASE(a_body_without_a_length_ends_only_with_a_close_notify)
{
    for (error_code const code :
         {error_code(asio::ssl::error::stream_truncated),
          error_code(asio::error::connection_reset)})
    {
        conversation now;
        now.write_all();
        now.receive("HTTP/1.1 200 OK\r\n\r\nbody");
        now.end(code);
        BOOST_TEST(now.talk.failure().has_value());
        BOOST_TEST(!now.talk.is_reusable());
    }
}

BOOST_AUTO_TEST_CASE(a_body_that_is_complete_by_its_content_needs_no_end)
{
    conversation now;
    now.sink.whole = "body";
    now.write_all();
    now.receive("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbody");
    BOOST_TEST_REQUIRE(!now.talk.done());
    now.end(asio::error::connection_reset);
    BOOST_TEST(now.talk.done());
    BOOST_TEST(!now.talk.failure().has_value());
    BOOST_TEST(!now.talk.is_reusable());
}

BOOST_AUTO_TEST_CASE(an_end_that_comes_with_the_last_bytes_or_after_them_does_no_harm)
{
    for (error_code const code :
         {error_code(asio::error::eof), error_code(asio::error::connection_reset)})
    {
        conversation now;
        now.write_all();
        now.talk.received(asio::buffer_copy(now.talk.prepare(), asio::buffer(ok)), code);
        BOOST_TEST(now.talk.done());
        BOOST_TEST(!now.talk.failure().has_value());
        BOOST_TEST(now.sink.body == "body");
    }
}

BOOST_AUTO_TEST_CASE(a_connection_with_bytes_after_the_response_is_not_reusable)
{
    conversation now;
    now.write_all();
    now.receive(std::string(ok) + "HTTP/1.1 200 OK\r\n");
    BOOST_TEST(now.talk.done());
    BOOST_TEST(!now.talk.failure().has_value());
    BOOST_TEST(now.sink.body == "body");
    BOOST_TEST(now.sink.heads.size() == 1U);
    BOOST_TEST(now.buffer.size() == 17U, "they remain");
    BOOST_TEST(!now.talk.is_reusable());
}

BOOST_AUTO_TEST_CASE(what_is_left_to_write_shrinks_with_what_was_written)
{
    conversation now;
    BOOST_TEST(now.talk.request_size() == request.size());
    for (std::size_t i = 0; i <= request.size(); ++i)
    {
        BOOST_TEST(now.talk.written() == i);
        asio::const_buffer const left = now.talk.to_write();
        BOOST_TEST(
            std::string_view(static_cast<char const*>(left.data()), left.size())
            == request.substr(i));
        if (i < request.size())
            now.talk.wrote(1, {});
    }
    BOOST_TEST(!now.talk.done());
}

BOOST_AUTO_TEST_CASE(a_response_may_come_before_the_request_is_written)
{
    for (std::size_t const written : {std::size_t(0), request.size() - 1})
    {
        conversation now;
        now.talk.wrote(written, {});
        now.receive("HTTP/1.1 413 x\r\nContent-Length: 2\r\n\r\n{}");
        BOOST_TEST(now.talk.done());
        BOOST_TEST(!now.talk.failure().has_value());
        BOOST_TEST(now.sink.heads.back().status == 413);
        BOOST_TEST(!now.talk.is_reusable(), "the server waits for the rest");
        now.write_all();
        BOOST_TEST(now.talk.is_reusable());
    }
}

BOOST_AUTO_TEST_CASE(a_write_error_is_the_reason_only_without_a_response)
{
    error_code const broken = asio::error::broken_pipe;
    conversation silent;
    silent.talk.wrote(10, broken);
    BOOST_TEST(!silent.talk.done(), "a response may have come");
    BOOST_TEST(silent.talk.write_error() == broken);
    silent.end(asio::error::would_block);
    check_failure(silent, failure_kind::transport, phase::first_byte, broken, true);
    BOOST_TEST(silent.talk.transport_error() == broken);
    BOOST_TEST(silent.talk.written() == 10U);
    BOOST_TEST(!silent.talk.response_started());

    conversation cut;
    cut.talk.wrote(10, broken);
    cut.receive("HTTP/1.1 413 x\r\nContent-Length: 2\r\n\r\n{");
    cut.end();
    check_failure(cut, failure_kind::transport, phase::between_bytes, broken, true);
    BOOST_TEST(cut.talk.response_started());

    conversation rejected;
    rejected.talk.wrote(10, broken);
    rejected.receive("HTTP/1.1 413 x\r\nContent-Length: 2\r\n\r\n{}");
    BOOST_TEST(rejected.talk.done());
    BOOST_TEST(!rejected.talk.failure().has_value());
    BOOST_TEST(rejected.sink.heads.back().status == 413);
    BOOST_TEST(!rejected.talk.is_reusable());
}

BOOST_AUTO_TEST_CASE(a_tls_alert_is_the_reason_for_a_write_error)
{
    error_code const alert(
        SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED, asio::error::get_ssl_category());
    conversation now;
    now.talk.wrote(0, asio::error::broken_pipe);
    now.end(alert);
    check_failure(now, failure_kind::transport, phase::first_byte, alert, true);
    BOOST_TEST(now.talk.transport_error() == alert);
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_sink_ends_the_exchange)
{
    conversation early;
    early.sink.accept = 2;
    early.write_all();
    early.receive(ok);
    check_failure(early, failure_kind::protocol, phase::between_bytes, errc::invalid_json, false);

    conversation late;
    late.sink.fail_at_end = true;
    late.write_all();
    late.receive(ok);
    check_failure(late, failure_kind::protocol, phase::between_bytes, errc::schema_mismatch, false);
}

BOOST_AUTO_TEST_CASE(the_sink_learns_of_each_wait)
{
    conversation now;
    now.write_all();
    now.receive(ok, 1);
    BOOST_TEST(now.sink.pauses == static_cast<int>(ok.size()));
}

BOOST_AUTO_TEST_SUITE_END()
