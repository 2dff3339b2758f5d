// Ten million calls: time and memory of a page do not depend on its position or on the account.

#include "sandbox/request_handler.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <fstream>
#include <string>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;
using signalwire::sandbox::server_options;

constexpr std::size_t account_size = 10'000'000;

// Sanitizers delay the release of memory, so the memory of the process is meaningless.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool memory_tells = false;
#else
constexpr bool memory_tells = true;
#endif

std::size_t resident_bytes()
{
    std::size_t total = 0;
    std::size_t resident = 0;
    std::ifstream("/proc/self/statm") >> total >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

server_options large_account()
{
    server_options options;
    options.project = "project";
    options.token = "token";
    options.calls = account_size;
    return options;
}

struct fixture
{
    json::object page(std::string const& query)
    {
        detail::response const response = handler.handle({"GET", path + query, authorization});
        BOOST_TEST_REQUIRE(response.status == 200, *response.body);
        return json::parse(*response.body).as_object();
    }

    /// Returns the query for the page after call `number`, as of a listing.
    std::string query_at(std::string const& filter, detail::call_number number) const
    {
        std::uint64_t const account = detail::fingerprint(detail::mix(1) + account_size, "project");
        std::uint64_t const list = detail::fingerprint(detail::fingerprint(account, "/Calls"), "");
        detail::page_position position;
        position.edge = number;
        position.page = 1;
        return "?PageSize=1000" + (filter.empty() ? "" : '&' + filter) + "&PageToken="
            + make_page_token(detail::fingerprint(list ^ detail::mix(1000), filter), position);
    }

    std::string const path = "/api/laml/2010-04-01/Accounts/project/Calls";
    std::string const authorization = "Basic " + detail::base64("project:token");
    std::size_t const before = resident_bytes();
    detail::request_handler handler{large_account()};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_large, fixture)

BOOST_AUTO_TEST_CASE(random_pages_take_no_memory)
{
    for (detail::call_number at = 0; at < 10'000'000; at += 50'000)
    {
        json::object const page = this->page(query_at("", at));
        json::array const& calls = page.at("calls").as_array();
        BOOST_TEST_REQUIRE(calls.size() == 1000U);
        BOOST_TEST_REQUIRE(
            calls.at(0).at("sid").as_string()
            == handler.data().sid_at(static_cast<std::size_t>(at)));
        BOOST_TEST_REQUIRE(!page.at("next_page_uri").is_null());
    }
    std::size_t const grown = resident_bytes() - std::min(before, resident_bytes());
    BOOST_TEST_MESSAGE("grown by " << grown / 1024 << " KiB");
    if (memory_tells)
        BOOST_TEST(grown < std::size_t{50} * 1024 * 1024);
}

BOOST_AUTO_TEST_CASE(filtered_page_starts_at_its_position)
{
    detail::selection completed;
    completed.at("status").text = "completed";
    for (detail::call_number at = 0; at < 10'000'000; at += 1'000'000)
    {
        json::array const calls = page(query_at("Status=completed", at)).at("calls").as_array();
        BOOST_TEST_REQUIRE(calls.size() == 1000U);
        detail::listing_part const part = handler.read([&](detail::account const& account) {
            detail::call_list const all(account, completed);
            return detail::listing(all, completed).part_from(at, 1000);
        });
        // About three of four calls are completed.
        BOOST_TEST(part.numbers.back() < at + 2000);
        BOOST_TEST(
            calls.at(999).at("sid").as_string()
            == handler.data().sid_at(static_cast<std::size_t>(part.numbers.back())));
    }
}

BOOST_AUTO_TEST_CASE(time_range_is_found_without_a_scan)
{
    // A scan of all calls for each would take 3,600,000,000 steps.
    detail::selection hour;
    for (int day = 1; day != 361; ++day)
    {
        detail::time_selection& times = hour.at("start_time").times;
        times.after = detail::generated_calls::end_of_data - std::chrono::days(day);
        times.before = *times.after + std::chrono::hours(1);
        std::size_t const calls = handler.read([&](detail::account const& account) {
            return detail::listing(detail::call_list(account, hour), hour).count();
        });
        // 10,000,000 calls a year are 1141 an hour; a few have no start time.
        BOOST_TEST_REQUIRE((calls > 1000 && calls < 1142));
    }
}

BOOST_AUTO_TEST_SUITE_END()
