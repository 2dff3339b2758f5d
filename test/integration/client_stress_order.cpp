#include "support/sandbox_fixture.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::request_options;
using signalwire::stream_options;
using signalwire::sandbox::mock_response;

namespace
{

using signalwire::test::sandbox_fixture;

/// Lists that all want the only connection, each with a number that its target shows.
class queue
{
public:
    static constexpr std::size_t length = 600;

    explicit queue(signalwire::rest_client& client)
        : client_(client)
    {
    }

    /// Starts them all, in order. As each one ends, `ended` is told its number.
    void start(std::function<void(std::size_t)> const& ended)
    {
        for (std::size_t i = 0; i < length; ++i)
        {
            client_.compat.calls.list(
                compat::call_filter().to(number(i)), request_options(),
                asio::bind_cancellation_slot(
                    signals_[i].slot(),
                    [this, i, ended](std::exception_ptr failure, compat::call_page const&) {
                        (failure ? aborted : served).push_back(i);
                        ended(i);
                    }));
        }
    }

    void cancel(std::size_t index)
    {
        signals_[index].emit(asio::cancellation_type::total);
    }

    /// Which of them the server has seen, in the order in which it did.
    static std::vector<std::size_t> seen_by(signalwire::sandbox::server const& server)
    {
        std::vector<std::size_t> seen;
        for (std::string const& target : server.recent_request_targets())
        {
            constexpr std::string_view before = "%2B1555";
            seen.push_back(std::stoul(target.substr(target.find(before) + before.size(), 7)));
        }
        return seen;
    }

    std::vector<std::size_t> served;
    std::vector<std::size_t> aborted;

private:
    static std::string number(std::size_t index)
    {
        std::string const digits = std::to_string(index);
        return "+1555" + std::string(7 - digits.size(), '0') + digits;
    }

    signalwire::rest_client& client_;
    std::array<asio::cancellation_signal, length> signals_;
};

/// A third of those that wait, the same on every machine.
std::vector<std::size_t> a_third_of_the_waiters()
{
    std::vector<std::size_t> all;
    for (std::size_t i = 1; i < queue::length; ++i)
        all.push_back(i);
    std::shuffle(all.begin(), all.end(), std::mt19937(20250601));
    all.resize(queue::length / 3);
    return all;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_stress_order, sandbox_fixture)

BOOST_AUTO_TEST_CASE(those_who_stay_in_the_queue_are_served_in_order_when_others_leave_it)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 1; });
    // Nobody's turn comes before the first one is cancelled too.
    server.enqueue(mock_response().with_delay(30s));
    queue lists(client);
    lists.start([](std::size_t) {});
    BOOST_TEST_REQUIRE(run_until([&] {
        return client.stats().pending_acquires == queue::length - 1
            && server.stats().requests_received == 1;
    }));

    std::vector<std::size_t> leaving = a_third_of_the_waiters();
    for (std::size_t const index : leaving)
        lists.cancel(index);
    BOOST_TEST_REQUIRE(run_until([&] { return lists.aborted.size() >= leaving.size(); }));
    BOOST_TEST(lists.served.empty());
    BOOST_TEST(client.stats().pending_acquires == queue::length - 1 - leaving.size());
    lists.cancel(0);
    run_context();

    std::vector<std::size_t> staying;
    std::sort(leaving.begin(), leaving.end());
    for (std::size_t i = 1; i < queue::length; ++i)
    {
        if (!std::binary_search(leaving.begin(), leaving.end(), i))
            staying.push_back(i);
    }
    BOOST_TEST(lists.served == staying, boost::test_tools::per_element());
    staying.insert(staying.begin(), 0);
    BOOST_TEST(queue::seen_by(server) == staying, boost::test_tools::per_element());
    BOOST_TEST(server.stats().connections_accepted == 2U);
}

BOOST_AUTO_TEST_CASE(the_queue_keeps_its_order_while_its_head_is_being_cancelled)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 1; });
    queue lists(client);
    std::mt19937 random(20250601);
    // Whoever is cancelled waits, or its turn is coming, or its request is out: all of them happen.
    lists.start([&](std::size_t index) {
        for (std::size_t ahead = 1; ahead <= 3; ++ahead)
        {
            if (index + ahead < queue::length && random() % 6 == 0)
                lists.cancel(index + ahead);
        }
    });
    run_context();
    BOOST_TEST(lists.served.size() + lists.aborted.size() == queue::length);
    BOOST_TEST(lists.aborted.size() > queue::length / 6);
    BOOST_TEST(std::is_sorted(lists.served.begin(), lists.served.end()));
    std::vector<std::size_t> const seen = queue::seen_by(server);
    BOOST_TEST(std::is_sorted(seen.begin(), seen.end()));
    BOOST_TEST(std::includes(seen.begin(), seen.end(), lists.served.begin(), lists.served.end()));
    BOOST_TEST(client.stats().pending_acquires == 0U);
    BOOST_TEST(client.stats().connections_in_use == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

namespace
{

struct account_of_two_thousand : sandbox_fixture
{
    account_of_two_thousand()
        : sandbox_fixture(options())
    {
    }

    static signalwire::sandbox::server_options options()
    {
        signalwire::sandbox::server_options options;
        options.calls = 2000;
        return options;
    }
};

asio::awaitable<std::size_t> count(signalwire::async_generator<compat::call> calls)
{
    std::size_t delivered = 0;
    while (std::optional<compat::call> const call = co_await calls.next())
        ++delivered;
    co_return delivered;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_stress_reuse, account_of_two_thousand)

BOOST_AUTO_TEST_CASE(a_stream_of_two_thousand_pages_needs_one_connection)
{
    auto client = make_client();
    std::size_t const delivered =
        run(count(client.compat.calls.stream(compat::call_filter().page_size(1))));
    BOOST_TEST(delivered == 2000U);
    BOOST_TEST(client.stats().requests_sent == 2000U);
    BOOST_TEST(client.stats().connections_reused == 1999U);
    BOOST_TEST(client.stats().connections_opened == 1U);
    BOOST_TEST(server.stats().connections_accepted == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
