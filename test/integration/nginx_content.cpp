// Bodies as an nginx sends them on: compressed, in chunks, as they come.

#include "integration/foreign_fixture.hpp"
#include "support/programs.hpp"

#include <string>

using signalwire::test::count_with;
using signalwire::test::foreign_fixture;
using signalwire::test::needs;
using signalwire::test::nginx_server;

namespace
{

constexpr char const* compressing = R"(
    gzip on;
    gzip_types application/json;
    gzip_proxied any;
    gzip_min_length 1;
)";

struct nginx_content_fixture : foreign_fixture
{
    /// The pages of a stream must arrive as the sandbox has them.
    void check_stream(signalwire::rest_client& client, int page_size)
    {
        BOOST_TEST(stream_all(client, page_size) == all_sids(), boost::test_tools::per_element());
        BOOST_TEST(client.stats().connections_opened <= 2U);
        BOOST_TEST(client.stats().retries == 0U);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(
    nginx_content, nginx_content_fixture, *boost::unit_test::precondition(needs("nginx", "nginx")))

BOOST_AUTO_TEST_CASE(pages_come_compressed_and_arrive_as_they_were)
{
    nginx_server const nginx(in_front(compressing));
    for (int const page_size : {7, 100, 1000})
    {
        auto client = client_of(nginx.authority());
        check_stream(client, page_size);
    }
    std::size_t const pages = 143 + 10 + 1;
    BOOST_TEST(count_with(nginx.await_requests(pages), "encoding=gzip ") == pages);
}

BOOST_AUTO_TEST_CASE(compression_saves_what_it_promises)
{
    nginx_server const nginx(in_front(compressing));
    auto client = client_of(nginx.authority());
    check_stream(client, 1000);
    auto const requests = nginx.await_requests(1);
    std::string const sign = " bytes=";
    auto const sent = std::stoull(requests.at(0).substr(requests.at(0).find(sign) + sign.size()));
    BOOST_TEST(client.stats().response_body_bytes > 3 * sent);
}

BOOST_AUTO_TEST_CASE(without_compression_nothing_is_compressed)
{
    nginx_server const nginx(in_front(compressing));
    auto client = client_of(nginx.authority(), [](auto& config) { config.compression = false; });
    check_stream(client, 100);
    BOOST_TEST(count_with(nginx.await_requests(10), "encoding=- ") == 10U);
}

BOOST_AUTO_TEST_CASE(a_compressed_refusal_is_read_and_quoted_as_it_was)
{
    // Of refusals, nginx compresses 403 and 404.
    nginx_server const nginx(in_front(std::string(compressing) + R"(location /api {
            default_type application/json;
            return 403 '{"code":20003,"message":"Permission denied"}';
        })"));
    auto client = client_of(nginx.authority());
    auto const error = failure_of<signalwire::api_error>(client);
    BOOST_TEST(error.status() == 403);
    BOOST_TEST(error.api_code() == 20003);
    BOOST_TEST(error.server_message() == "Permission denied");
    BOOST_TEST(error.body_prefix() == R"({"code":20003,"message":"Permission denied"})");
    BOOST_TEST(count_with(nginx.await_requests(1), "encoding=gzip ") == 1U);
}

BOOST_AUTO_TEST_CASE(a_compressed_page_of_the_gateway_itself_is_quoted_as_it_was)
{
    nginx_server const nginx(in_front(std::string(compressing) + "location /api { return 404; }"));
    auto client = client_of(nginx.authority());
    auto const error = failure_of<signalwire::api_error>(client);
    BOOST_TEST(error.status() == 404);
    BOOST_TEST(error.api_code() == 0);
    BOOST_TEST(error.body_prefix().find("404 Not Found") != std::string::npos);
    BOOST_TEST(count_with(nginx.await_requests(1), "encoding=gzip ") == 1U);
}

BOOST_AUTO_TEST_CASE(a_body_in_chunks_ends_where_it_ends)
{
    // A filter that changes nothing, but cannot know that in advance.
    nginx_server const nginx(
        in_front("sub_filter_types application/json; sub_filter 'no such text' 'no such text';"));
    auto client = client_of(nginx.authority());
    check_stream(client, 100);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_passed_on_as_it_comes_arrives)
{
    nginx_server const nginx(in_front("proxy_buffering off;"));
    auto client = client_of(nginx.authority());
    check_stream(client, 1000);
}

BOOST_AUTO_TEST_CASE(a_body_that_comes_slowly_arrives)
{
    // 50 calls are some 60 KB: the last third of them takes a fraction of a second.
    nginx_server const nginx(in_front("limit_rate_after 40k; limit_rate 100k;"));
    auto client = client_of(nginx.authority());
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
}

BOOST_AUTO_TEST_SUITE_END()
