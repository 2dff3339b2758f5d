#include "client/registry.hpp"

#include "async/operation.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

using signalwire::async::operation;
using signalwire::client::registry;

BOOST_AUTO_TEST_SUITE(registries)

namespace
{

using namespace std::chrono_literals;

struct fixture
{
    fixture()
        : running(std::make_shared<registry>(context.get_executor()))
    {
    }

    std::shared_ptr<operation> begin()
    {
        return std::make_shared<operation>(context.get_executor(), 1h);
    }

    /// Waits for the registry to be drained; `drained` counts.
    void wait()
    {
        running->drained()->async_wait([this](boost::system::error_code) { ++drained; });
    }

    void run()
    {
        context.restart();
        context.poll();
    }

    boost::asio::io_context context;
    std::shared_ptr<registry> running;
    int drained = 0;
};

} // namespace

BOOST_FIXTURE_TEST_CASE(nothing_in_flight_is_drained_at_once, fixture)
{
    BOOST_TEST(!running->closed());
    running->close();
    BOOST_TEST(running->closed());
    wait();
    run();
    BOOST_TEST(drained == 1);
}

BOOST_FIXTURE_TEST_CASE(the_last_operation_to_end_drains_it_for_all_who_wait, fixture)
{
    auto const first = begin();
    auto const second = begin();
    std::optional<registry::entry> place(running->add(first));
    std::optional<registry::entry> other(running->add(second));
    running->close();
    wait();
    wait();
    run();
    BOOST_TEST(drained == 0);
    place.reset();
    run();
    BOOST_TEST(drained == 0);
    other.reset();
    run();
    BOOST_TEST(drained == 2);
}

BOOST_FIXTURE_TEST_CASE(a_place_that_was_moved_is_given_up_once, fixture)
{
    auto const op = begin();
    std::optional<registry::entry> place(running->add(op));
    std::optional<registry::entry> moved(std::move(*place));
    running->close();
    wait();
    place.reset();
    run();
    BOOST_TEST(drained == 0);
    moved.reset();
    run();
    BOOST_TEST(drained == 1);
}

BOOST_FIXTURE_TEST_CASE(everything_in_flight_can_be_cancelled, fixture)
{
    auto const first = begin();
    auto const second = begin();
    registry::entry const place = running->add(first);
    {
        registry::entry const gone = running->add(second);
    }
    running->cancel_all();
    run();
    BOOST_TEST(first->stopped());
    BOOST_TEST(!second->stopped(), "it had ended");
}

BOOST_FIXTURE_TEST_CASE(an_operation_that_is_gone_already_does_no_harm, fixture)
{
    auto gone = begin();
    auto const live = begin();
    registry::entry const place = running->add(gone);
    registry::entry const other = running->add(live);
    gone.reset();
    running->cancel_all();
    run();
    BOOST_TEST(live->stopped());
}

BOOST_FIXTURE_TEST_CASE(who_only_waits_for_time_to_pass_is_woken_when_it_closes, fixture)
{
    int woken = 0;
    auto const idler = std::make_shared<signalwire::async::notification>(context.get_executor());
    idler->async_wait([&](boost::system::error_code) { ++woken; });
    running->wake_at_close(idler);
    // Somebody who has gone since.
    running->wake_at_close(
        std::make_shared<signalwire::async::notification>(context.get_executor()));
    run();
    BOOST_TEST(woken == 0);
    running->close();
    run();
    BOOST_TEST(woken == 1);

    auto const late = std::make_shared<signalwire::async::notification>(context.get_executor());
    late->async_wait([&](boost::system::error_code) { ++woken; });
    running->wake_at_close(late);
    run();
    BOOST_TEST(woken == 2);
}

BOOST_AUTO_TEST_SUITE_END()
