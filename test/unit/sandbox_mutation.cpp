// Mutated pages, each with one deviation.

#include "sandbox/request_handler.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;
using detail::mutation_spec;
using signalwire::sandbox::mock_response;
using signalwire::sandbox::page_mutation;

/// An account of 120 calls with pages of 50.
struct fixture
{
    fixture()
        : handler(options())
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

    detail::response get(std::string const& target, mutation_spec const& mutation = mutation_spec())
    {
        return handler.handle(
            {"GET", target, "Basic " + detail::base64("project:token")}, mutation);
    }

    json::object page(std::string const& target, mutation_spec const& mutation = mutation_spec())
    {
        detail::response const response = get(target, mutation);
        BOOST_TEST_REQUIRE(response.status == 200);
        return json::parse(*response.body).as_object();
    }

    /// The URI of the next page; empty if there is none.
    std::string next(std::string const& target, mutation_spec const& mutation = mutation_spec())
    {
        json::value const uri = page(target, mutation).at("next_page_uri");
        return uri.is_null() ? std::string() : std::string(uri.as_string());
    }

    json::array calls(std::string const& target)
    {
        return page(target).at("calls").as_array();
    }

    std::string const path = "/api/laml/2010-04-01/Accounts/project/Calls";
    std::string const first = path + "?Page=0&PageSize=50";
    detail::request_handler handler;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_mutation, fixture)

BOOST_AUTO_TEST_CASE(mutation_applies_once)
{
    std::string const right = *get(first).body;
    for (page_mutation const how :
         {page_mutation::truncated_json, page_mutation::corrupt_json, page_mutation::wrong_types,
          page_mutation::empty_page, page_mutation::rotated_token, page_mutation::smaller_page_size,
          page_mutation::cycle, page_mutation::other_host, page_mutation::other_account,
          page_mutation::other_resource})
    {
        BOOST_TEST(*get(first, mutation_spec(how)).body != right);
        BOOST_TEST(*get(first).body == right);
    }
    std::string const fresh = path + "?PageSize=7";
    std::string const spoiled = *get(fresh, mutation_spec(page_mutation::wrong_types)).body;
    BOOST_TEST(*get(fresh).body != spoiled);
}

BOOST_AUTO_TEST_CASE(truncated_json_is_a_prefix_of_the_page)
{
    std::string const right = *get(first).body;
    BOOST_TEST(
        *get(first, mutation_spec(page_mutation::truncated_json, 1000)).body
        == right.substr(0, 1000));
    BOOST_TEST(
        *get(first, mutation_spec(page_mutation::truncated_json)).body
        == right.substr(0, right.size() / 2));
    // Never the whole page.
    BOOST_TEST(
        *get(first, mutation_spec(page_mutation::truncated_json, right.size())).body
        == right.substr(0, right.size() - 1));
}

BOOST_AUTO_TEST_CASE(corrupt_json_has_the_same_length)
{
    std::string const right = *get(first).body;
    for (std::size_t const place : {std::size_t{0}, std::size_t{1}, std::size_t{999}, right.size()})
    {
        std::string const text =
            *get(first, mutation_spec(page_mutation::corrupt_json, place)).body;
        boost::system::error_code error;
        BOOST_TEST(text.size() == right.size());
        BOOST_TEST(json::parse(text, error).is_null());
        BOOST_TEST(error.failed());
    }
}

BOOST_AUTO_TEST_CASE(wrong_types_affect_one_call)
{
    json::array const calls =
        page(first, mutation_spec(page_mutation::wrong_types)).at("calls").as_array();
    BOOST_TEST(calls.size() == 50U);
    for (std::size_t i = 0; i != calls.size(); ++i)
    {
        json::value const* const duration = calls[i].as_object().if_contains("duration");
        BOOST_TEST((duration && duration->is_array()) == (i == 25), i);
    }
}

BOOST_AUTO_TEST_CASE(huge_body_has_the_same_value)
{
    detail::response const huge = get(first, mutation_spec(page_mutation::huge_body, 1'000'000));
    BOOST_TEST(huge.body->size() == 1'000'000U);
    BOOST_TEST((json::parse(*huge.body) == json::parse(*get(first).body)));
    BOOST_TEST(
        get(first, mutation_spec(page_mutation::huge_body, 1)).body->size()
        == get(first).body->size());
}

BOOST_AUTO_TEST_CASE(empty_page_links_to_the_original_page)
{
    mutation_spec const empty(page_mutation::empty_page);
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

    // After the first page and on the last page too.
    std::string const second = next(first);
    BOOST_TEST((calls(next(second, empty)) == calls(second)));
    std::string const last = next(second);
    BOOST_TEST((calls(next(last, empty)) == calls(last)));
}

BOOST_AUTO_TEST_CASE(rotated_token_is_valid_for_the_same_page)
{
    mutation_spec const rotated(page_mutation::rotated_token);
    std::string const second = next(first, rotated);
    BOOST_TEST(second != next(first));
    BOOST_TEST((calls(second) == calls(next(first))));
    std::string const third = next(second, rotated);
    BOOST_TEST(third != next(second));
    BOOST_TEST((calls(third) == calls(next(second))));
    BOOST_TEST(next(third, rotated).empty());
}

BOOST_AUTO_TEST_CASE(expired_token_does_not_affect_first_page)
{
    mutation_spec const expired(page_mutation::expired_token);
    BOOST_TEST(get(first, expired).status == 200);
    detail::response const error = get(next(first), expired);
    BOOST_TEST(error.status == 400);
    BOOST_TEST(error.body->find("54453") != std::string::npos);
    BOOST_TEST(get(next(first)).status == 200);
}

BOOST_AUTO_TEST_CASE(smaller_pages_keep_the_position)
{
    std::string const smaller = next(first, mutation_spec(page_mutation::smaller_page_size));
    BOOST_TEST(smaller.find("&PageSize=25&") != std::string::npos);
    json::array const got = calls(smaller);
    json::array const right = calls(next(first));
    BOOST_TEST(got.size() == 25U);
    BOOST_TEST((got.front() == right.front()));
}

BOOST_AUTO_TEST_CASE(cycle_links_back_by_its_length)
{
    auto const back = [&](std::string const& from, std::size_t pages) {
        return next(from, mutation_spec(page_mutation::cycle, pages));
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

BOOST_AUTO_TEST_CASE(other_pages_are_outside_the_listing)
{
    std::string const right = next(first);
    BOOST_TEST(
        next(first, mutation_spec(page_mutation::other_host))
        == "https://elsewhere.example" + right);
    std::string const account = next(first, mutation_spec(page_mutation::other_account));
    BOOST_TEST(account.starts_with("/api/laml/2010-04-01/Accounts/0000"), account);
    BOOST_TEST(account.ends_with(right.substr(path.size() - 6)), account);
    std::string const resource = next(first, mutation_spec(page_mutation::other_resource));
    BOOST_TEST(
        resource == "/api/laml/2010-04-01/Accounts/project/Others" + right.substr(path.size()));
}

BOOST_AUTO_TEST_CASE(mutation_ignores_other_responses)
{
    mutation_spec const mutation(page_mutation::truncated_json);
    detail::response const unknown = get(path + "?Nonsense=1", mutation);
    BOOST_TEST(unknown.status == 422);
    BOOST_TEST(*unknown.body == *get(path + "?Nonsense=1").body);
}

BOOST_AUTO_TEST_CASE(mock_response_with_status_mutates_no_page)
{
    BOOST_TEST(
        (mutation_spec(mock_response().mutate_page(page_mutation::cycle, 2)).kind
         == page_mutation::cycle));
    BOOST_TEST(mutation_spec(mock_response().mutate_page(page_mutation::cycle, 2)).amount == 2U);
    BOOST_TEST(mutation_spec(mock_response(200, "x").mutate_page(page_mutation::cycle)).is_none());
    BOOST_TEST(
        mutation_spec(mock_response::raw_bytes("x").mutate_page(page_mutation::cycle)).is_none());
}

BOOST_AUTO_TEST_SUITE_END()
