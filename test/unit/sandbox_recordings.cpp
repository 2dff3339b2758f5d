// The listing of recordings.

#include "unit/request_handler_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>

namespace
{

namespace json = boost::json;

struct fixture : unit::api_fixture
{
    fixture()
        : api_fixture("/Recordings")
    {
    }
};

std::string text(json::value const& value)
{
    return std::string(value.as_string());
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_recordings, fixture)

BOOST_AUTO_TEST_CASE(completed_calls_have_one_recording_in_order)
{
    json::array recordings;
    json::object const page = body("?PageSize=1000");
    for (json::value const& each : page.at("recordings").as_array())
    {
        if (each.at("conference_sid").is_null())
            recordings.push_back(each);
    }
    auto next = recordings.begin();
    for (std::size_t i = 0; i != handler.data().size(); ++i)
    {
        if (handler.data().lifecycle(i).status != signalwire::compat::call_status::completed)
            continue;
        BOOST_TEST_REQUIRE(next != recordings.end());
        BOOST_TEST(text(next->at("call_sid")) == handler.data().sid_at(i));
        ++next;
    }
    BOOST_TEST(recordings.size() > 20U);
    BOOST_TEST(next == recordings.end());
}

BOOST_AUTO_TEST_CASE(recording_has_documented_members_and_types)
{
    // The first is of a conference.
    json::object const recording = body("").at("recordings").at(1).as_object();
    BOOST_TEST(recording.size() == 21U);
    BOOST_TEST(recording.at("channels").is_string());
    BOOST_TEST((recording.at("channel") == recording.at("channels")));
    BOOST_TEST(recording.at("duration").is_int64());
    BOOST_TEST(recording.at("conference_sid").is_null());
    BOOST_TEST(recording.at("encryption_details").is_null());
    BOOST_TEST(text(recording.at("uri")) == path + '/' + text(recording.at("sid")) + ".json");
}

BOOST_AUTO_TEST_CASE(prices_are_strings_or_null)
{
    std::size_t known = 0;
    std::size_t unknown = 0;
    json::object const page = body("?PageSize=1000");
    for (json::value const& each : page.at("recordings").as_array())
    {
        json::value const& price = each.at("price");
        (price.is_null() ? unknown : known) += 1;
        if (price.is_string())
            BOOST_TEST(price == (each.at("channels") == "2" ? "-0.0050" : "-0.0025"));
        else
            BOOST_TEST(price.is_null());
    }
    BOOST_TEST(known > 0U);
    BOOST_TEST(unknown > 0U);
}

BOOST_AUTO_TEST_CASE(links_keep_the_filter)
{
    json::object const first = body(".json?DateCreated%3E=Wed%2C%2001%20Jan%202025%2000%3A00%3A00"
                                    "%20%2B0000&PageSize=7");
    std::string const next = text(first.at("next_page_uri"));
    BOOST_TEST(next.starts_with(path + ".json?DateCreated%3E=Wed%2C%2001%20Jan%202025%20"));
    BOOST_TEST(next.find("&Page=1&PageSize=7&PageToken=PA") != std::string::npos);
    json::object const second = body(next.substr(path.size()));
    BOOST_TEST(second.at("page").as_int64() == 1);
    BOOST_TEST(second.at("recordings").as_array().size() == 7U);
    json::object const back = body(text(second.at("previous_page_uri")).substr(path.size()));
    BOOST_TEST((back.at("recordings") == first.at("recordings")));
    BOOST_TEST(back.at("previous_page_uri").is_null());
}

BOOST_AUTO_TEST_CASE(last_page_has_no_next_link)
{
    json::object const all = body("?PageSize=1000");
    std::size_t const count = all.at("recordings").as_array().size();
    BOOST_TEST(all.at("next_page_uri").is_null());
    BOOST_TEST(body("?PageSize=" + std::to_string(count)).at("next_page_uri").is_null());
    BOOST_TEST(body("?PageSize=" + std::to_string(count - 1)).at("next_page_uri").is_string());
    json::object const none = body("?ConferenceSid=x");
    BOOST_TEST(none.at("recordings").as_array().empty());
    BOOST_TEST(none.at("next_page_uri").is_null());
}

BOOST_AUTO_TEST_CASE(invalid_queries_are_rejected_like_those_of_calls)
{
    check_error(get("?Page=1"), 400, 54453);
    check_error(get("?PageToken=PAx"), 400, 54453);
    check_error(get("?PageSize=0"), 400, 54454);
    for (std::string const query :
         {"?Status=completed", "?CallSid=", "?CallSid=a&CallSid=b", "?DateCreated=2025-01-01",
          "?DateCreatedX=a", "?StartTime%3E=Wed%2C%2001%20Jan%202025%2000%3A00%3A00%20%2B0000"})
        BOOST_TEST(get(query).status == 422, query);
    BOOST_TEST(handler.handle({"POST", path, authorization}).status == 405);
    BOOST_TEST(get("/x").status == 404);

    std::string const other = text(body("?PageSize=7").at("next_page_uri"));
    std::string const token = other.substr(other.find("PageToken"));
    check_error(get("?PageSize=8&" + token), 400, 54453);
    check_error(get("?PageSize=7&CallSid=a&" + token), 400, 54453);
    BOOST_TEST(get("?PageSize=7&" + token).status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
