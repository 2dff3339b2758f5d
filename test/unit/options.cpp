#include "unit/refusal.hpp"

#include <signalwire/request_options.hpp>
#include <signalwire/stream_options.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

using signalwire::cursor;
using signalwire::request_options;
using signalwire::stream_options;
using signalwire::stream_order;
using signalwire::detail::cursor_access;
using unit::refusal;

BOOST_AUTO_TEST_SUITE(options)

namespace
{

using namespace std::chrono_literals;

} // namespace

BOOST_AUTO_TEST_CASE(request_options_override_only_what_is_set)
{
    request_options options;
    BOOST_TEST(!options.total_timeout().has_value());
    BOOST_TEST(!options.attempt_timeout().has_value());
    BOOST_TEST(!options.max_attempts().has_value());
    options.total_timeout(5s).attempt_timeout(1ms).max_attempts(1);
    BOOST_TEST((options.total_timeout() == 5000ms));
    BOOST_TEST((options.attempt_timeout() == 1ms));
    BOOST_TEST((options.max_attempts() == 1));
}

BOOST_AUTO_TEST_CASE(request_options_reject_nonpositive_values)
{
    request_options options;
    options.max_attempts(2);
    BOOST_TEST(
        refusal([&] { options.total_timeout(0ms); })
        == "request_options::total_timeout must be positive");
    BOOST_TEST(
        refusal([&] { options.total_timeout(-1ms); })
        == "request_options::total_timeout must be positive");
    BOOST_TEST(
        refusal([&] { options.attempt_timeout(0ms); })
        == "request_options::attempt_timeout must be positive");
    BOOST_TEST(
        refusal([&] { options.max_attempts(0); })
        == "request_options::max_attempts must be positive");
    BOOST_TEST(
        refusal([&] { options.max_attempts(-3); })
        == "request_options::max_attempts must be positive");
    BOOST_TEST(!options.total_timeout().has_value());
    BOOST_TEST((options.max_attempts() == 2));
}

BOOST_AUTO_TEST_CASE(request_options_reject_times_beyond_a_year)
{
    request_options options;
    options.total_timeout(24h * 365).attempt_timeout(24h * 365);
    for (std::chrono::milliseconds const value :
         {std::chrono::milliseconds::max(), std::chrono::milliseconds(24h * 365) + 1ms})
    {
        BOOST_TEST(
            refusal([&] { options.total_timeout(value); })
            == "request_options::total_timeout must be at most a year");
        BOOST_TEST(
            refusal([&] { options.attempt_timeout(value); })
            == "request_options::attempt_timeout must be at most a year");
    }
    options.max_attempts(std::numeric_limits<int>::max());
    BOOST_TEST((options.max_attempts() == std::numeric_limits<int>::max()));
}

BOOST_AUTO_TEST_CASE(stream_options_have_defaults)
{
    stream_options const options;
    BOOST_TEST(!options.limit().has_value());
    BOOST_TEST(options.prefetch_pages() == 1U);
    BOOST_TEST(options.max_buffered_bytes() == std::uint64_t{32} * 1024 * 1024);
    BOOST_TEST(!options.resume_from().has_value());
    BOOST_TEST(options.shards() == 0U);
    BOOST_TEST((options.order() == stream_order::ordered));
    BOOST_TEST(options.partition_index() == 1U);
    BOOST_TEST(options.partition_count() == 1U);
    BOOST_TEST(!options.request().max_attempts().has_value());
}

BOOST_AUTO_TEST_CASE(stream_options_store_their_values)
{
    cursor const place = cursor_access::make(1, "/x", 2, "y", false);
    stream_options options;
    options.limit(0).prefetch_pages(64).resume_from(place).request(
        request_options().max_attempts(7));
    BOOST_TEST((options.limit() == std::uint64_t{0}));
    BOOST_TEST(options.prefetch_pages() == 64U);
    BOOST_TEST((options.resume_from() == place));
    BOOST_TEST((options.request().max_attempts() == 7));
    options.shards(7).order(stream_order::unordered).partition(2, 3);
    BOOST_TEST(options.shards() == 7U);
    BOOST_TEST((options.order() == stream_order::unordered));
    BOOST_TEST(options.partition_index() == 2U);
    BOOST_TEST(options.partition_count() == 3U);
    options.prefetch_pages(0).limit(std::numeric_limits<std::uint64_t>::max());
    BOOST_TEST(options.prefetch_pages() == 0U);
    BOOST_TEST((options.limit() == std::numeric_limits<std::uint64_t>::max()));
}

BOOST_AUTO_TEST_CASE(stream_options_reject_invalid_shards_and_partitions)
{
    stream_options options;
    options.shards(256).partition(1'000'000, 1'000'000).max_buffered_bytes(1);
    BOOST_TEST(refusal([&] { options.shards(257); }) == "stream_options::shards must be 0 to 256");
    BOOST_TEST(
        refusal([&] { options.max_buffered_bytes(0); })
        == "stream_options::max_buffered_bytes must be positive");
    for (auto const& [index, count] :
         {std::pair<std::size_t, std::size_t>(0, 1), {2, 1}, {1, 1'000'001}, {0, 0}})
    {
        BOOST_TEST(
            refusal([&] { options.partition(index, count); })
            == "stream_options::partition must be 1 to count, with a count of at most 1000000");
    }
    BOOST_TEST(options.shards() == 256U);
    BOOST_TEST(options.max_buffered_bytes() == 1U);
    BOOST_TEST(options.partition_index() == 1'000'000U);
    BOOST_TEST(options.partition_count() == 1'000'000U);
}

BOOST_AUTO_TEST_CASE(stream_options_reject_a_large_prefetch)
{
    stream_options options;
    for (std::size_t pages : {std::size_t{65}, std::numeric_limits<std::size_t>::max()})
    {
        BOOST_TEST(
            refusal([&] { options.prefetch_pages(pages); })
            == "stream_options::prefetch_pages must be 0 to 64");
    }
    BOOST_TEST(options.prefetch_pages() == 1U);
}

BOOST_AUTO_TEST_CASE(header_fields_are_kept_and_replaced)
{
    signalwire::request_options options;
    BOOST_TEST(options.header_lines().empty());
    options.header("traceparent", "00-a-b-01").header("X-Tenant", " one\u00a0");
    BOOST_TEST(options.header_lines() == "traceparent: 00-a-b-01\r\nX-Tenant: one\r\n");
    options.header("Traceparent", "").header("baggage", "a=b");
    BOOST_TEST(options.header_lines() == "X-Tenant: one\r\nTraceparent: \r\nbaggage: a=b\r\n");
}

BOOST_AUTO_TEST_CASE(header_fields_of_the_library_and_the_connection_are_refused)
{
    signalwire::request_options options;
    for (char const* name :
         {"Host",
          "host",
          "Authorization",
          "Content-Length",
          "CONTENT-TYPE",
          "Connection",
          "Transfer-Encoding",
          "Keep-Alive",
          "Proxy-Authorization",
          "Proxy-Connection",
          "TE",
          "Trailer",
          "Upgrade",
          "Expect",
          "Range",
          "If-Range",
          "Accept",
          "Accept-Encoding",
          "User-Agent",
          "X-Request-Id"})
    {
        BOOST_TEST(
            refusal([&] { options.header(name, "x"); })
            == "request_options::header: \"" + std::string(name) + "\" is set by the library");
    }
    for (char const* name : {"", "a b", "a:", "a\r\nHost", "\xc3\xa4", "a\tb"})
    {
        std::string const text = refusal([&] { options.header(name, "x"); });
        BOOST_TEST(text.ends_with("is not the name of a field"), text);
        BOOST_TEST(text.find('\n') == std::string::npos);
    }
    for (std::string_view const value :
         {std::string_view("a\r\nHost: evil"), std::string_view("a\nb"),
          std::string_view("a\0b", 3), std::string_view("a\x7f")})
    {
        BOOST_TEST(
            refusal([&] { options.header("traceparent", value); })
            == "request_options::header: \"traceparent\" must not contain control characters");
    }
    options.header("a", std::string(8000, 'x'));
    BOOST_TEST(
        refusal([&] { options.header("b", std::string(200, 'x')); })
        == "request_options::header: \"b\" exceeds 8 KiB of header fields");
    // A refused field changes nothing.
    BOOST_TEST(options.header_lines().size() == 8005U);
}

BOOST_AUTO_TEST_SUITE_END()
