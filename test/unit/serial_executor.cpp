#include "async/serial_executor.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <vector>

namespace asio = boost::asio;
using signalwire::async::serial_executor;

BOOST_AUTO_TEST_SUITE(serial_executors)

BOOST_AUTO_TEST_CASE(posted_functions_run_in_order)
{
    asio::io_context context;
    asio::any_io_executor const executor = serial_executor::on(context.get_executor());
    std::vector<int> order;
    for (int i = 0; i != 5; ++i)
        asio::post(executor, [&order, i] { order.push_back(i); });
    BOOST_TEST(order.empty());
    context.run();
    BOOST_TEST((order == std::vector<int>{0, 1, 2, 3, 4}));
}

BOOST_AUTO_TEST_CASE(dispatch_within_the_strand_runs_inline)
{
    asio::io_context context;
    asio::any_io_executor const executor = serial_executor::on(context.get_executor());
    std::vector<int> order;
    asio::post(executor, [&] {
        asio::post(executor, [&] { order.push_back(3); });
        asio::dispatch(executor, [&] { order.push_back(1); });
        order.push_back(2);
    });
    context.run();
    BOOST_TEST((order == std::vector<int>{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(functions_do_not_overlap_on_many_threads)
{
    asio::thread_pool pool(4);
    asio::any_io_executor const executor = serial_executor::on(pool.get_executor());
    std::atomic<int> inside = 0;
    std::atomic<int> overlaps = 0;
    int count = 0;
    for (int i = 0; i != 10'000; ++i)
    {
        asio::post(executor, [&] {
            if (++inside != 1)
                ++overlaps;
            ++count;
            --inside;
        });
    }
    pool.join();
    BOOST_TEST(count == 10'000);
    BOOST_TEST(overlaps == 0);
}

BOOST_AUTO_TEST_CASE(copies_are_equal_and_other_strands_are_not)
{
    asio::io_context context;
    serial_executor const one = serial_executor::on(context.get_executor());
    serial_executor const other = serial_executor::on(context.get_executor());
    asio::any_io_executor const erased = one;
    BOOST_TEST((serial_executor(one) == one));
    BOOST_TEST((one != other));
    BOOST_TEST((erased == asio::any_io_executor(one)));
    BOOST_TEST((erased != asio::any_io_executor(other)));
    BOOST_TEST((&asio::query(one, asio::execution::context) == &context));
    // Both conversions restore the executor.
    BOOST_TEST((
        asio::require(
            asio::require(one, asio::execution::blocking.never), asio::execution::blocking.possibly)
        == one));
}

BOOST_AUTO_TEST_CASE(executor_is_no_outstanding_work)
{
    asio::io_context context;
    asio::any_io_executor const executor = serial_executor::on(context.get_executor());
    BOOST_TEST(context.run() == 0U);
    BOOST_TEST(context.stopped());
}

BOOST_AUTO_TEST_SUITE_END()
