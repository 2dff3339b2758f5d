// Requests and responses without transport.

#include "sandbox/bounded_cache.hpp"
#include "sandbox/request_handler.hpp"
#include "unit/request_handler_fixture.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;
using signalwire::sandbox::server_options;
using unit::small_account;

struct fixture : unit::api_fixture
{
    explicit fixture(server_options const& options = small_account())
        : api_fixture("/Calls", options)
    {
    }

    std::string const& calls = path;
};

std::string tail(json::value const& uri)
{
    std::string const text(uri.as_string());
    return text.substr(text.find('?'));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_request_handler, fixture)

BOOST_AUTO_TEST_CASE(list_path_accepts_json_suffix)
{
    BOOST_TEST(get("").status == 200);
    BOOST_TEST(get(".json").status == 200);
    BOOST_TEST(
        body(".json?PageSize=7").at("next_page_uri").as_string().starts_with(calls + ".json?"));
    BOOST_TEST(
        handler.handle({"GET", "/api/laml/2010-04-01/Accounts/proj%65ct/Calls", authorization})
            .status
        == 200);
}

BOOST_AUTO_TEST_CASE(list_path_accepts_missing_prefix)
{
    std::string const bare = calls.substr(std::string_view("/api/laml").size());
    for (std::string const rest : {"", ".json", "?PageSize=3", ".json?Page=0&PageSize=3"})
    {
        detail::response const page = handler.handle({"GET", bare + rest, authorization});
        BOOST_TEST_REQUIRE(page.status == 200);
        BOOST_TEST(*page.body == *get(rest).body);
    }
    check_error(handler.handle({"GET", bare, ""}), 401, 20003);
    check_error(handler.handle({"GET", "/laml" + bare, authorization}), 404, 20404);
    check_error(handler.handle({"GET", "/api/laml" + calls, authorization}), 404, 20404);
    BOOST_TEST(
        handler.handle({"GET", "/2010-04-01/Accounts/project/Recordings.json", authorization})
            .status
        == 200);
}

BOOST_AUTO_TEST_CASE(credentials_are_checked_first)
{
    std::string const wrong[] = {
        "",
        "Basic",
        "Basic ",
        "Bearer token",
        detail::base64("project:token"),
        "Basic " + detail::base64("project:wrong"),
        "Basic " + detail::base64("other:token"),
        authorization + "=",
        "Basic  " + detail::base64("project:token")};
    for (std::string const& each : wrong)
    {
        check_error(handler.handle({"GET", calls, each}), 401, 20003);
        check_error(handler.handle({"DELETE", "/elsewhere", each}), 401, 20003);
    }
    detail::response const error = handler.handle({"GET", calls, ""});
    BOOST_TEST(std::any_of(error.headers.begin(), error.headers.end(), [](auto& header) {
        return header.first == "WWW-Authenticate" && header.second.starts_with("Basic ");
    }));
    BOOST_TEST(
        handler.handle({"GET", calls, "bAsIc " + detail::base64("project:token")}).status == 200);
}

BOOST_AUTO_TEST_CASE(cached_page_requires_credentials)
{
    BOOST_TEST(get("?PageSize=3").status == 200);
    BOOST_TEST(handler.handle({"GET", calls + "?PageSize=3", ""}).status == 401);
    BOOST_TEST(handler.handle({"PUT", calls + "?PageSize=3", authorization}).status == 405);
}

BOOST_AUTO_TEST_CASE(other_paths_are_not_found)
{
    for (std::string const elsewhere :
         {"/", "/api/laml/2010-04-01/Accounts/other/Calls", "/api/laml/2010-04-01/Accounts/other",
          "/api/laml/2010-04-01/Calls", "/api/laml/2010-04-01/Accounts/project/Accounts",
          "/api/laml/2010-04-01/Accounts/project/Calls/",
          "/api/laml/2010-04-01/Accounts/project/calls",
          "/api/laml/2010-04-01/Accounts/project/Calls.xml",
          "/api/laml/2010-04-01/Accounts/project/Message"})
        check_error(handler.handle({"GET", elsewhere, authorization}), 404, 20404);
}

BOOST_AUTO_TEST_CASE(other_methods_are_not_allowed)
{
    for (char const* const method : {"PUT", "DELETE", "HEAD", "OPTIONS", "get"})
    {
        detail::response const error = handler.handle({method, calls, authorization});
        BOOST_TEST(error.status == 405);
        BOOST_TEST(
            (error.headers.back() == std::pair<std::string, std::string>("Allow", "GET, POST")));
    }
}

BOOST_AUTO_TEST_CASE(unencoded_target_is_rejected)
{
    for (std::string const query : {"?StartTime>=x", "?StartTime%3", "? ", "?a=\"", "#x"})
        BOOST_TEST(get(query).status == 400, query);
}

BOOST_AUTO_TEST_CASE(links_list_every_call_once_both_ways)
{
    std::vector<std::string> sids;
    std::vector<std::string> pages;
    std::string query = "?PageSize=50";
    for (;;)
    {
        json::object const page = body(query);
        BOOST_TEST(page.at("page").as_int64() == static_cast<std::int64_t>(pages.size()));
        pages.push_back(json::serialize(page.at("calls")));
        for (json::value const& call : page.at("calls").as_array())
            sids.emplace_back(call.at("sid").as_string());
        if (page.at("next_page_uri").is_null())
            break;
        query = tail(page.at("next_page_uri"));
    }
    BOOST_TEST(pages.size() == 3U);
    BOOST_TEST_REQUIRE(sids.size() == 120U);
    for (std::size_t i = 0; i != sids.size(); ++i)
        BOOST_TEST(sids[i] == handler.data().at(i).sid);

    for (std::size_t i = pages.size(); i-- != 1;)
    {
        json::object const page = body(query);
        query = tail(page.at("previous_page_uri"));
        BOOST_TEST(json::serialize(body(query).at("calls")) == pages[i - 1]);
    }
    BOOST_TEST(body(query).at("previous_page_uri").is_null());
}

BOOST_AUTO_TEST_CASE(page_without_token_is_rejected)
{
    std::string const next = tail(body("?PageSize=50").at("next_page_uri"));
    std::string const token = next.substr(next.find("PageToken="));
    BOOST_TEST(get("?Page=0").status == 200);
    BOOST_TEST(get("?" + token).status == 200); // the token contains the page number
    for (std::string const& query :
         {std::string("?Page=1"), std::string("?Page=1&PageToken=PA123"), "?Page=2&" + token,
          "?Page=0&" + token, "?Page=1&PageSize=49&" + token, "?Page=1&Status=completed&" + token})
        check_error(get(query), 400, 54453);
}

// 2^61 pages of 8 calls overflow to 0 modulo 2^64.
BOOST_AUTO_TEST_CASE(huge_page_number_does_not_overflow)
{
    std::string const second = tail(body("?PageSize=8").at("next_page_uri"));
    std::string const first = tail(body(second).at("previous_page_uri"));
    std::string const token = first.substr(first.find("&PageToken="));
    BOOST_TEST(get("?PageSize=8&Page=0" + token).status == 200);
    check_error(get("?PageSize=8&Page=2305843009213693952" + token), 400, 54453);
}

BOOST_AUTO_TEST_CASE(tokens_are_bound_to_the_account)
{
    std::string const next = tail(body("?PageSize=50").at("next_page_uri"));
    fixture again;
    BOOST_TEST(again.get(next).status == 200);
    server_options options = small_account();
    options.seed = 2;
    fixture other(options);
    BOOST_TEST(other.get(next).status == 400);
}

BOOST_AUTO_TEST_CASE(links_of_filtered_pages_keep_the_filter)
{
    json::object const page = body("?PageSize=5&Status=completed");
    BOOST_TEST(
        page.at("next_page_uri").as_string().starts_with(calls + "?Status=completed&Page=1"));
    json::object const next = body(tail(page.at("next_page_uri")));
    for (json::value const& call : next.at("calls").as_array())
        BOOST_TEST(call.at("status").as_string() == "completed");
}

BOOST_AUTO_TEST_CASE(page_is_cached)
{
    BOOST_TEST(get("?PageSize=3").body == get("?PageSize=3").body);
    server_options options = small_account();
    options.page_cache_bytes = 0;
    fixture forgetful(options);
    BOOST_TEST(forgetful.get("").body != forgetful.get("").body);
    BOOST_TEST(*forgetful.get("").body == *get("").body);
}

BOOST_AUTO_TEST_CASE(empty_account_has_one_empty_page)
{
    server_options options = small_account();
    options.calls = 0;
    fixture empty(options);
    json::object const page = empty.body("");
    BOOST_TEST(page.at("calls").as_array().empty());
    BOOST_TEST(page.at("next_page_uri").is_null());
}

BOOST_AUTO_TEST_CASE(full_cache_keeps_or_clears_old_values)
{
    auto const value = std::make_shared<std::string const>("x");
    detail::bounded_cache<std::string> keeps(1500, detail::when_full::keep_old);
    detail::bounded_cache<std::string> restarts(1500, detail::when_full::start_over);
    for (char const* const name : {"a", "b", "c"})
    {
        keeps.insert(name, value, 500);
        restarts.insert(name, value, 500);
    }
    BOOST_TEST(keeps.find("a") == value);
    BOOST_TEST(keeps.find("b") == value);
    BOOST_TEST(!keeps.find("c"));
    BOOST_TEST(!restarts.find("a"));
    BOOST_TEST(restarts.find("c") == value);
    restarts.insert("d", value, 2000);
    BOOST_TEST(!restarts.find("d"));
    BOOST_TEST(restarts.find("c") == value);
}

BOOST_AUTO_TEST_SUITE_END()
