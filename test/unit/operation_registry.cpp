#include "client/operation_registry.hpp"

#include "async/operation.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

using signalwire::async::operation;
using signalwire::client::operation_registry;

BOOST_AUTO_TEST_SUITE(operation_registries)

namespace
{

using namespace std::chrono_literals;

struct fixture
{
    fixture()
        : running(std::make_shared<operation_registry>(context.get_executor()))
    {
    }

    std::shared_ptr<operation> begin()
    {
        return std::make_shared<operation>(
            signalwire::async::serial_executor::on(context.get_executor()), 1h);
    }

    /// Waits for the registry to be drained; `drained` counts.
    void wait()
    {
        running->drained()->async_wait(
            boost::asio::bind_executor(context, [this](boost::system::error_code) { ++drained; }));
    }

    void run()
    {
        context.restart();
        context.poll();
    }

    boost::asio::io_context context;
    std::shared_ptr<operation_registry> running;
    int drained = 0;
};

} // namespace

BOOST_FIXTURE_TEST_CASE(empty_registry_is_drained_at_once, fixture)
{
    BOOST_TEST(!running->rejects(false));
    running->close();
    BOOST_TEST(running->rejects(false));
    wait();
    run();
    BOOST_TEST(drained == 1);
}

BOOST_FIXTURE_TEST_CASE(last_operation_notifies_all_waiters, fixture)
{
    auto const first = begin();
    auto const second = begin();
    std::optional<operation_registry::entry> place(running->add(first));
    std::optional<operation_registry::entry> other(running->add(second));
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

BOOST_FIXTURE_TEST_CASE(moved_entry_is_removed_once, fixture)
{
    auto const op = begin();
    std::optional<operation_registry::entry> place(running->add(op));
    std::optional<operation_registry::entry> moved(std::move(*place));
    running->close();
    wait();
    place.reset();
    run();
    BOOST_TEST(drained == 0);
    moved.reset();
    run();
    BOOST_TEST(drained == 1);
}

BOOST_FIXTURE_TEST_CASE(cancel_all_cancels_operations_in_flight, fixture)
{
    auto const first = begin();
    auto const second = begin();
    operation_registry::entry const place = running->add(first);
    {
        operation_registry::entry const gone = running->add(second);
    }
    running->cancel_all();
    run();
    BOOST_TEST(first->stopped());
    BOOST_TEST(!second->stopped(), "it had ended");
}

BOOST_FIXTURE_TEST_CASE(cancel_all_skips_destroyed_operations, fixture)
{
    auto gone = begin();
    auto const live = begin();
    operation_registry::entry const place = running->add(gone);
    operation_registry::entry const other = running->add(live);
    gone.reset();
    running->cancel_all();
    run();
    BOOST_TEST(live->stopped());
}

BOOST_FIXTURE_TEST_CASE(close_notifies_sleepers, fixture)
{
    int woken = 0;
    auto const sleeper = std::make_shared<signalwire::async::notification>(context.get_executor());
    sleeper->async_wait(
        boost::asio::bind_executor(context, [&](boost::system::error_code) { ++woken; }));
    running->notify_on_close(sleeper);
    // A sleeper that no longer exists.
    running->notify_on_close(
        std::make_shared<signalwire::async::notification>(context.get_executor()));
    run();
    BOOST_TEST(woken == 0);
    running->close();
    run();
    BOOST_TEST(woken == 1);

    auto const late = std::make_shared<signalwire::async::notification>(context.get_executor());
    late->async_wait(
        boost::asio::bind_executor(context, [&](boost::system::error_code) { ++woken; }));
    running->notify_on_close(late);
    run();
    BOOST_TEST(woken == 2);
}

BOOST_AUTO_TEST_SUITE_END()
