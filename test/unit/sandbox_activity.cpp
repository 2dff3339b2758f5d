// Listings while calls are added and updated and tokens expire, without transport.

#include "sandbox/request_handler.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;
using signalwire::sandbox::call_revision;
using signalwire::sandbox::page_token_mode;
using signalwire::sandbox::server_options;

using sid_list = std::vector<std::string>;

server_options account_of(std::size_t calls, page_token_mode paging = page_token_mode::keyset)
{
    server_options options;
    options.project = "project";
    options.token = "token";
    options.calls = calls;
    options.omit_members = false;
    options.page_token_mode = paging;
    return options;
}

struct live_api
{
    explicit live_api(server_options const& options)
        : handler(options)
    {
    }

    detail::response get(std::string const& query)
    {
        return handler.handle({"GET", path + query, authorization});
    }

    json::object page(std::string const& query)
    {
        detail::response const response = get(query);
        // Not BOOST_TEST: this may run on another thread.
        if (response.status != 200)
            throw std::runtime_error(*response.body);
        return json::parse(*response.body).as_object();
    }

    bool is_bad_token(std::string const& query)
    {
        detail::response const response = get(query);
        return response.status == 400 && response.body->find("54453") != std::string::npos;
    }

    void add_calls(std::size_t calls)
    {
        handler.update([&](detail::account& account, std::uint64_t requests) {
            account.add_calls(calls, requests);
        });
    }

    void update_call(detail::call_number number)
    {
        handler.update([&](detail::account& account, std::uint64_t requests) {
            account.update_call(number, requests);
        });
    }

    sid_list sids()
    {
        return handler.read([](detail::account const& calls) {
            sid_list result;
            for (detail::call_number i = calls.begin(); i != calls.end(); ++i)
                result.push_back(calls.at(i).sid);
            return result;
        });
    }

    std::string const path = "/api/laml/2010-04-01/Accounts/project/Calls";
    std::string const authorization = "Basic " + detail::base64("project:token");
    detail::request_handler handler;
};

std::string tail(json::value const& uri)
{
    std::string const text(uri.as_string());
    return text.substr(text.find('?'));
}

sid_list sids_of(json::object const& page)
{
    sid_list result;
    for (json::value const& call : page.at("calls").as_array())
        result.emplace_back(call.at("sid").as_string());
    return result;
}

// Returns a whole listing. Calls `meanwhile` after every page.
template <class Meanwhile>
sid_list walk(live_api& server, std::string query, Meanwhile const& meanwhile)
{
    sid_list result;
    for (;;)
    {
        json::object const page = server.page(query);
        sid_list const sids = sids_of(page);
        result.insert(result.end(), sids.begin(), sids.end());
        if (page.at("next_page_uri").is_null())
            return result;
        query = tail(page.at("next_page_uri"));
        meanwhile();
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_activity)

BOOST_AUTO_TEST_CASE(added_calls_do_not_shift_a_keyset_listing)
{
    live_api server(account_of(100));
    sid_list const at_first = server.sids();
    BOOST_TEST(walk(server, "?PageSize=8", [&] { server.add_calls(3); }) == at_first);
    BOOST_TEST(server.handler.size() == 136U);
    BOOST_TEST(sids_of(server.page("?PageSize=200")) == server.sids());
    BOOST_TEST(walk(server, "?PageSize=200", [] {}).size() == 136U);
}

BOOST_AUTO_TEST_CASE(added_calls_repeat_calls_of_an_offset_listing)
{
    live_api server(account_of(100, page_token_mode::offset));
    sid_list const at_first = server.sids();
    std::size_t pages = 0;
    sid_list const listed = walk(server, "?PageSize=8", [&] {
        ++pages;
        server.add_calls(3);
    });
    BOOST_TEST(listed.size() == 100 + 3 * pages);
    std::set<std::string> const distinct(listed.begin(), listed.end());
    BOOST_TEST((distinct == std::set<std::string>(at_first.begin(), at_first.end())));
    BOOST_TEST(listed[8] == at_first[5]);
}

BOOST_AUTO_TEST_CASE(token_modes_are_equal_without_activity)
{
    live_api anchored(account_of(500));
    live_api offsets(account_of(500, page_token_mode::offset));
    for (live_api* const each : {&anchored, &offsets})
    {
        each->add_calls(20);
        each->update_call(7);
    }
    for (std::string const query :
         {"?PageSize=7", "?PageSize=7&Status=completed", "?PageSize=7&Status=in-progress",
          "?PageSize=7&StartTime%3E=Fri%2C%2021%20Mar%202025%2000%3A00%3A00%20%2B0000"})
    {
        sid_list const listed = walk(anchored, query, [] {});
        BOOST_TEST(!listed.empty());
        BOOST_TEST(walk(offsets, query, [] {}) == listed);
    }
}

BOOST_AUTO_TEST_CASE(previous_links_reverse_a_filtered_listing)
{
    for (page_token_mode const paging : {page_token_mode::keyset, page_token_mode::offset})
    {
        live_api server(account_of(200, paging));
        std::vector<sid_list> pages;
        std::string query = "?PageSize=9&Status=completed";
        for (;;)
        {
            json::object const page = server.page(query);
            pages.push_back(sids_of(page));
            if (page.at("next_page_uri").is_null())
                break;
            query = tail(page.at("next_page_uri"));
        }
        BOOST_TEST(pages.size() > 10U);
        for (std::size_t i = pages.size(); i-- != 1;)
        {
            query = tail(server.page(query).at("previous_page_uri"));
            json::object const page = server.page(query);
            BOOST_TEST(sids_of(page) == pages[i - 1]);
            BOOST_TEST(page.at("page").as_int64() == static_cast<std::int64_t>(i - 1));
            BOOST_TEST(sids_of(server.page(tail(page.at("next_page_uri")))) == pages[i]);
        }
    }
}

BOOST_AUTO_TEST_CASE(page_shows_earlier_updates_only)
{
    live_api server(account_of(20));
    json::object const before = server.page("");
    server.update_call(3);
    json::object const after = server.page("");
    for (std::size_t i = 0; i != 20; ++i)
    {
        json::value const& was = before.at("calls").at(i);
        json::value const& is = after.at("calls").at(i);
        BOOST_TEST((was == is) == (i != 3));
    }
    BOOST_TEST(
        after.at("calls").at(3).at("date_updated").as_string()
        == "Thu, 01 Jan 2026 06:00:01 +0000");
}

BOOST_AUTO_TEST_CASE(update_changes_the_filters_that_match)
{
    live_api server(account_of(300));
    std::string const ringing = "?PageSize=300&Status=ringing";
    std::string const late =
        "?PageSize=300&StartTime%3E=Thu%2C%2001%20Jan%202026%2005%3A00%3A00%20%2B0000";
    std::string const queued = "?PageSize=300&Status=queued";
    sid_list const waiting = sids_of(server.page(queued));
    BOOST_TEST_REQUIRE(!waiting.empty());
    BOOST_TEST(sids_of(server.page(late)).empty());

    sid_list const all = server.sids();
    auto const place = std::find(all.begin(), all.end(), waiting.back());
    server.update_call(place - all.begin());
    sid_list const still_waiting = sids_of(server.page(queued));
    BOOST_TEST(still_waiting == sid_list(waiting.begin(), waiting.end() - 1));
    sid_list const rings = sids_of(server.page(ringing));
    BOOST_TEST(std::count(rings.begin(), rings.end(), waiting.back()) == 1);
    // Its start time is that of the update.
    BOOST_TEST(sids_of(server.page(late)) == sid_list{waiting.back()});
}

BOOST_AUTO_TEST_CASE(activity_is_reproducible)
{
    server_options options = account_of(400);
    options.activity.every_requests = 3;
    options.activity.new_calls = 2;
    options.activity.updated_calls = 5;
    live_api one(options);
    live_api other(options);
    sid_list const at_first = one.sids();
    BOOST_TEST(walk(one, "?PageSize=20", [] {}) == at_first);
    BOOST_TEST(walk(other, "?PageSize=20", [] {}) == at_first);
    for (live_api* const each : {&one, &other})
        BOOST_TEST(each->handler.size() == 400U + 2 * (20 / 3));

    auto const versions = [](live_api& of) {
        return of.handler.read([](detail::account const& calls) { return calls.call_history(); });
    };
    std::vector<call_revision> const lived = versions(one);
    BOOST_TEST_REQUIRE(lived.size() == 7U * (20 / 3));
    for (std::size_t i = 0; i != lived.size(); ++i)
    {
        BOOST_TEST(lived[i].sid == versions(other)[i].sid);
        BOOST_TEST(lived[i].request_count == 3 * (1 + i / 7));
    }
    // The current state of each call is its last revision.
    std::map<std::string, signalwire::timestamp> last;
    for (call_revision const& each : lived)
        last[each.sid] = each.date_updated;
    sid_list const all = one.sids();
    for (std::size_t i = 0; i != all.size(); ++i)
    {
        auto const number = static_cast<detail::call_number>(i)
            + one.handler.read([](detail::account const& calls) { return calls.begin(); });
        auto const call =
            one.handler.read([&](detail::account const& calls) { return calls.at(number); });
        BOOST_TEST(
            last.contains(call.sid) == (call.date_updated.time() > detail::account::initial_time));
        if (last.contains(call.sid))
            BOOST_TEST((last[call.sid] == call.date_updated));
    }
}

BOOST_AUTO_TEST_CASE(concurrent_listings_and_updates_are_safe)
{
    live_api server(account_of(200));
    sid_list const at_first = server.sids();
    std::atomic<bool> done = false;
    std::vector<std::future<bool>> walks;
    for (int i = 0; i != 3; ++i)
    {
        walks.push_back(std::async(std::launch::async, [&] {
            bool good = true;
            do
            {
                sid_list const listed = walk(server, "?PageSize=40", [] {});
                std::set<std::string> const distinct(listed.begin(), listed.end());
                good = listed.size() >= 200 && distinct.size() == listed.size()
                    && std::equal(at_first.begin(), at_first.end(), listed.end() - 200);
            } while (good && !done);
            return good;
        }));
    }
    for (int i = 0; i != 100; ++i)
    {
        server.add_calls(1);
        server.update_call(i);
    }
    done = true;
    for (std::future<bool>& each : walks)
        BOOST_TEST(each.get());
    BOOST_TEST(server.handler.size() == 300U);
}

BOOST_AUTO_TEST_CASE(token_expires_after_max_requests)
{
    server_options options = account_of(100);
    options.page_token_max_requests = 3;
    live_api server(options);
    std::string const next = tail(server.page("?PageSize=10").at("next_page_uri"));
    BOOST_TEST(server.get(next).status == 200);
    BOOST_TEST(server.get("?PageSize=10").status == 200);
    BOOST_TEST(server.get(next).status == 200);
    BOOST_TEST(server.is_bad_token(next));
    BOOST_TEST(server.is_bad_token(next));
    // A listing within the limit reaches the end, through pages that were listed before.
    BOOST_TEST(walk(server, "?PageSize=10", [] {}) == server.sids());
    BOOST_TEST(walk(server, "?PageSize=10", [] {}) == server.sids());
}

BOOST_AUTO_TEST_CASE(expire_page_tokens_invalidates_all_tokens)
{
    for (std::uint64_t const lifetime : {0U, 1000U})
    {
        server_options options = account_of(100);
        options.page_token_max_requests = lifetime;
        live_api server(options);
        std::string const next = tail(server.page("?PageSize=10").at("next_page_uri"));
        BOOST_TEST(server.get(next).status == 200);
        server.handler.expire_page_tokens();
        BOOST_TEST(server.is_bad_token(next));
        std::string const fresh = tail(server.page("?PageSize=10").at("next_page_uri"));
        BOOST_TEST(fresh != next);
        BOOST_TEST(server.get(fresh).status == 200);
        server.handler.expire_page_tokens();
        BOOST_TEST(server.is_bad_token(fresh));
        BOOST_TEST(server.is_bad_token(next));
    }
}

BOOST_AUTO_TEST_SUITE_END()
