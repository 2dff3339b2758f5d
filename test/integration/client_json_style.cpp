// The client with a server that writes pages in all variants.

#include "sandbox/json_style_writer.hpp"
#include "sandbox/request_handler.hpp"
#include "support/sandbox_fixture.hpp"

#include <signalwire/protocol_error.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
namespace detail = signalwire::sandbox::detail;

namespace
{

using signalwire::sandbox::server_options;
using signalwire::test::sandbox_fixture;

server_options varied()
{
    server_options options;
    options.calls = 400;
    options.json_style = signalwire::sandbox::json_style::varied;
    return options;
}

struct varied_fixture : sandbox_fixture
{
    varied_fixture()
        : sandbox_fixture(varied())
    {
    }
};

/// Returns the deviations of the pages that the server has sent: the canonical pages of an equal
/// server, rewritten in the varied style.
std::vector<std::vector<std::string>> deviations(signalwire::sandbox::server const& server)
{
    server_options options = varied();
    options.json_style = signalwire::sandbox::json_style::canonical;
    detail::request_handler api(options);
    std::string const authorization =
        "Basic " + detail::base64(server.project() + ':' + server.token());
    std::vector<std::vector<std::string>> out;
    for (std::string const& target : server.recent_request_targets())
    {
        detail::response const page = api.handle({"GET", target, authorization});
        out.push_back(detail::apply_varied_style(*page.body, options.seed).deviations);
    }
    return out;
}

template <class Values>
bool same_but_for_news(
    signalwire::open_enum<Values> const& value, signalwire::open_enum<Values> const& original)
{
    return value == original
        || value.text() == std::string(detail::unknown_value_prefix).append(original.text());
}

/// Compares the members that do not depend on the style, and known enumerations.
void check_call(compat::call const& call, compat::call const& original)
{
    BOOST_TEST(call.sid == original.sid);
    BOOST_TEST((call.price == original.price));
    BOOST_TEST(call.duration == original.duration);
    BOOST_TEST((call.start_time == original.start_time));
    BOOST_TEST((call.end_time == original.end_time));
    BOOST_TEST((call.caller_name == original.caller_name));
    BOOST_TEST((call.audio_in_mos == original.audio_in_mos));
    BOOST_TEST((call.sip_result_code == original.sip_result_code));
    BOOST_TEST(call.subresource_uris.recordings == original.subresource_uris.recordings);
    BOOST_TEST(same_but_for_news(call.status, original.status));
    BOOST_TEST(same_but_for_news(call.direction, original.direction));
}

asio::awaitable<std::size_t> check_all(
    signalwire::rest_client& client, signalwire::sandbox::server const& server)
{
    std::size_t count = 0;
    auto calls = client.compat.calls.stream(compat::call_filter().page_size(7));
    while (std::optional<compat::call> call = co_await calls.next())
        check_call(*call, server.call_at(count++));
    co_return count;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_json_style, varied_fixture)

BOOST_AUTO_TEST_CASE(lenient_mode_lists_every_call_and_counts_deviations)
{
    auto client = make_client();
    BOOST_TEST(run(check_all(client, server)) == server.count_calls());

    std::map<std::string, std::uint64_t, std::less<>> expected;
    std::uint64_t total = 0;
    for (std::vector<std::string> const& page : deviations(server))
    {
        for (std::string path : page)
        {
            if (std::size_t const open = path.find('['); open != std::string::npos)
                path.replace(open, path.find(']') - open, "[*");
            ++expected[path];
            ++total;
        }
    }
    signalwire::client_stats const stats = client.stats();
    BOOST_TEST(total > 100U);
    BOOST_TEST(stats.deviations == total);
    BOOST_TEST((stats.deviations_by_member == expected));
    BOOST_TEST(stats.deviations_by_member.contains("$.calls[*].price"));
    BOOST_TEST(stats.deviations_by_member.contains("$.calls[*].brand_new"));
}

namespace
{

/// Returns the path of the deviation for which the page of the three calls before `time` was
/// rejected, if it was.
asio::awaitable<std::string> refusal(signalwire::rest_client& client, signalwire::timestamp time)
{
    std::string path;
    try
    {
        compat::call_page const page = co_await client.compat.calls.list(
            compat::call_filter().start_time_before(time).page_size(3));
        BOOST_TEST(page.size() == 3U);
    }
    catch (signalwire::protocol_error const& error)
    {
        path = error.json_path();
        BOOST_TEST(!path.empty());
    }
    co_return path;
}

} // namespace

BOOST_AUTO_TEST_CASE(strict_mode_rejects_the_first_deviation)
{
    auto client = make_client([](signalwire::client_config& config) {
        config.decoding = signalwire::decoding_mode::strict;
    });
    std::vector<std::string> found;
    for (std::size_t i = 0; i != 80; ++i)
    {
        if (std::optional<signalwire::timestamp> const time = server.call_at(i).start_time)
            found.push_back(run(refusal(client, *time)));
    }

    std::vector<std::vector<std::string>> const expected = deviations(server);
    BOOST_TEST_REQUIRE(found.size() == expected.size());
    std::size_t refused = 0;
    for (std::size_t i = 0; i != found.size(); ++i)
    {
        BOOST_TEST(found[i] == (expected[i].empty() ? "" : expected[i].front()));
        refused += expected[i].empty() ? 0 : 1;
    }
    BOOST_TEST(refused > 0U);
    BOOST_TEST(refused < found.size());
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
