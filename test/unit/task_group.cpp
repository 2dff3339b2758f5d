#include <signalwire/detail/task_group.hpp>
#include <signalwire/error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <exception>

namespace asio = boost::asio;
using signalwire::cursor;
using signalwire::detail::cursor_access;
using signalwire::detail::task_group;

BOOST_AUTO_TEST_SUITE(handler_groups)

namespace
{

asio::awaitable<void> note(bool& begun)
{
    begun = true;
    co_return;
}

/// Produces an item after the group has failed.
asio::awaitable<signalwire::error_ptr> feed_late(task_group group, bool const& stopped, bool& begun)
{
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    while (!stopped)
        co_await asio::post(asio::use_awaitable);
    // The cancellation must be delivered first.
    for (int i = 0; i < 10; ++i)
        co_await asio::post(asio::use_awaitable);
    group.start(note(begun), cursor_access::make(1, "/behind", 1, "a", false));
    co_return nullptr;
}

} // namespace

BOOST_AUTO_TEST_CASE(item_after_a_failure_counts_as_not_started)
{
    asio::io_context context;
    task_group group(context.get_executor(), 4, cursor_access::make(1, "/before", 0, "", false));
    asio::cancellation_signal stop;
    bool stopped = false;
    bool begun = false;
    signalwire::error_ptr failure;
    group.run(
        feed_late(group, stopped, begun),
        asio::bind_cancellation_slot(
            stop.slot(), [&](signalwire::error_ptr why) { failure = std::move(why); }));
    for (int i = 0; i < 10; ++i)
        context.run_one();
    stop.emit(asio::cancellation_type::terminal);
    stopped = true;
    context.run();
    BOOST_TEST(!begun);
    BOOST_TEST_REQUIRE(failure);
    BOOST_TEST(failure->code() == asio::error::operation_aborted);
    BOOST_TEST(cursor_access::get(failure->cursor().value()).page_uri == "/before");
}

BOOST_AUTO_TEST_SUITE_END()
