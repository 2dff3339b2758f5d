// Pages with something wrong about them, each in one way only.

#include "sandbox/request_handler.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;
using detail::page_flaw;
using signalwire::sandbox::page_change;
using signalwire::sandbox::reply;

/// An account of 120 calls, in pages of 50.
struct fixture
{
    fixture()
        : api(options())
    {
    }

    static signalwire::sandbox::server_options options()
    {
        signalwire::sandbox::server_options result;
        result.project = "project";
        result.token = "token";
        result.calls = 120;
        return result;
    }

    detail::answer get(std::string const& target, page_flaw const& flaw = page_flaw())
    {
        return api.handle("GET", target, "Basic " + detail::base64("project:token"), flaw);
    }

    json::object page(std::string const& target, page_flaw const& flaw = page_flaw())
    {
        detail::answer const answer = get(target, flaw);
        BOOST_TEST_REQUIRE(answer.status == 200);
        return json::parse(*answer.body).as_object();
    }

    /// Where the page says that the next one is; empty for nowhere.
    std::string next(std::string const& target, page_flaw const& flaw = page_flaw())
    {
        json::value const uri = page(target, flaw).at("next_page_uri");
        return uri.is_null() ? std::string() : std::string(uri.as_string());
    }

    json::array calls(std::string const& target)
    {
        return page(target).at("calls").as_array();
    }

    std::string const path = "/api/laml/2010-04-01/Accounts/project/Calls";
    std::string const first = path + "?Page=0&PageSize=50";
    detail::api api;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_page_flaw, fixture)

BOOST_AUTO_TEST_CASE(a_spoiled_page_is_spoiled_once)
{
    std::string const right = *get(first).body;
    for (page_change const how :
         {page_change::truncated_json, page_change::corrupt_json, page_change::wrong_types,
          page_change::empty_page, page_change::rotated_token, page_change::smaller_pages,
          page_change::cycle, page_change::foreign_host, page_change::foreign_account,
          page_change::foreign_path})
    {
        BOOST_TEST(*get(first, page_flaw(how)).body != right);
        BOOST_TEST(*get(first).body == right);
    }
    std::string const fresh = path + "?PageSize=7";
    std::string const spoiled = *get(fresh, page_flaw(page_change::wrong_types)).body;
    BOOST_TEST(*get(fresh).body != spoiled);
}

BOOST_AUTO_TEST_CASE(json_that_ends_early_is_a_part_of_the_page)
{
    std::string const right = *get(first).body;
    BOOST_TEST(
        *get(first, page_flaw(page_change::truncated_json, 1000)).body == right.substr(0, 1000));
    BOOST_TEST(
        *get(first, page_flaw(page_change::truncated_json)).body
        == right.substr(0, right.size() / 2));
    // Never the whole of it.
    BOOST_TEST(
        *get(first, page_flaw(page_change::truncated_json, right.size())).body
        == right.substr(0, right.size() - 1));
}

BOOST_AUTO_TEST_CASE(corrupt_json_is_of_the_same_length_and_no_json)
{
    std::string const right = *get(first).body;
    for (std::size_t const place : {std::size_t{0}, std::size_t{1}, std::size_t{999}, right.size()})
    {
        std::string const text = *get(first, page_flaw(page_change::corrupt_json, place)).body;
        boost::system::error_code error;
        BOOST_TEST(text.size() == right.size());
        BOOST_TEST(json::parse(text, error).is_null());
        BOOST_TEST(error.failed());
    }
}

BOOST_AUTO_TEST_CASE(wrong_types_are_in_one_call)
{
    json::array const calls =
        page(first, page_flaw(page_change::wrong_types)).at("calls").as_array();
    BOOST_TEST(calls.size() == 50U);
    for (std::size_t i = 0; i != calls.size(); ++i)
    {
        json::value const* const duration = calls[i].as_object().if_contains("duration");
        BOOST_TEST((duration && duration->is_array()) == (i == 25), i);
    }
}

BOOST_AUTO_TEST_CASE(a_huge_body_is_the_same_page)
{
    detail::answer const huge = get(first, page_flaw(page_change::huge_body, 1'000'000));
    BOOST_TEST(huge.body->size() == 1'000'000U);
    BOOST_TEST((json::parse(*huge.body) == json::parse(*get(first).body)));
    BOOST_TEST(
        get(first, page_flaw(page_change::huge_body, 1)).body->size() == get(first).body->size());
}

BOOST_AUTO_TEST_CASE(an_empty_page_leads_to_the_page_that_it_should_have_been)
{
    page_flaw const empty(page_change::empty_page);
    std::set<std::string> seen;
    std::string target = first;
    for (int i = 0; i != 100; ++i)
    {
        BOOST_TEST(page(target, empty).at("calls").as_array().empty());
        target = next(target, empty);
        BOOST_TEST(seen.insert(target).second);
    }
    BOOST_TEST((calls(target) == calls(first)));
    BOOST_TEST(next(target) == next(first));

    // Behind the first page and on the last one too.
    std::string const second = next(first);
    BOOST_TEST((calls(next(second, empty)) == calls(second)));
    std::string const last = next(second);
    BOOST_TEST((calls(next(last, empty)) == calls(last)));
}

BOOST_AUTO_TEST_CASE(a_rotated_token_is_another_one_of_the_same_page)
{
    page_flaw const rotated(page_change::rotated_token);
    std::string const second = next(first, rotated);
    BOOST_TEST(second != next(first));
    BOOST_TEST((calls(second) == calls(next(first))));
    std::string const third = next(second, rotated);
    BOOST_TEST(third != next(second));
    BOOST_TEST((calls(third) == calls(next(second))));
    BOOST_TEST(next(third, rotated).empty());
}

BOOST_AUTO_TEST_CASE(a_token_expires_and_a_first_page_does_not)
{
    page_flaw const expired(page_change::expired_token);
    BOOST_TEST(get(first, expired).status == 200);
    detail::answer const refused = get(next(first), expired);
    BOOST_TEST(refused.status == 400);
    BOOST_TEST(refused.body->find("54453") != std::string::npos);
    BOOST_TEST(get(next(first)).status == 200);
}

BOOST_AUTO_TEST_CASE(smaller_pages_go_on_at_the_right_place)
{
    std::string const smaller = next(first, page_flaw(page_change::smaller_pages));
    BOOST_TEST(smaller.find("&PageSize=25&") != std::string::npos);
    json::array const got = calls(smaller);
    json::array const right = calls(next(first));
    BOOST_TEST(got.size() == 25U);
    BOOST_TEST((got.front() == right.front()));
}

BOOST_AUTO_TEST_CASE(a_circle_leads_back_by_so_many_pages)
{
    auto const back = [&](std::string const& from, std::size_t pages) {
        return next(from, page_flaw(page_change::cycle, pages));
    };
    std::string const second = next(first);
    std::string const third = next(second);
    BOOST_TEST(back(third, 0) == third);
    BOOST_TEST(back(third, 1) == third);
    BOOST_TEST(back(third, 2) == second);
    BOOST_TEST(back(third, 3) == first);
    BOOST_TEST(back(third, 99) == first);
    BOOST_TEST(back(first, 1) == first);
    BOOST_TEST(back(second, 2) == first);
}

BOOST_AUTO_TEST_CASE(foreign_pages_are_elsewhere)
{
    std::string const right = next(first);
    BOOST_TEST(
        next(first, page_flaw(page_change::foreign_host)) == "https://elsewhere.example" + right);
    std::string const account = next(first, page_flaw(page_change::foreign_account));
    BOOST_TEST(account.starts_with("/api/laml/2010-04-01/Accounts/0000"), account);
    BOOST_TEST(account.ends_with(right.substr(path.size() - 6)), account);
    std::string const resource = next(first, page_flaw(page_change::foreign_path));
    BOOST_TEST(
        resource == "/api/laml/2010-04-01/Accounts/project/Messages" + right.substr(path.size()));
}

BOOST_AUTO_TEST_CASE(what_is_no_page_is_left_alone)
{
    page_flaw const flaw(page_change::truncated_json);
    detail::answer const unknown = get(path + "?Nonsense=1", flaw);
    BOOST_TEST(unknown.status == 422);
    BOOST_TEST(*unknown.body == *get(path + "?Nonsense=1").body);
}

BOOST_AUTO_TEST_CASE(a_script_with_an_answer_of_its_own_changes_no_page)
{
    BOOST_TEST((page_flaw(reply().spoil(page_change::cycle, 2)).what == page_change::cycle));
    BOOST_TEST(page_flaw(reply().spoil(page_change::cycle, 2)).amount == 2U);
    BOOST_TEST(page_flaw(reply(200, "x").spoil(page_change::cycle)).is_none());
    BOOST_TEST(page_flaw(reply::bytes("x").spoil(page_change::cycle)).is_none());
}

BOOST_AUTO_TEST_SUITE_END()
