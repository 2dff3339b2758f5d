#include "support/aborted.hpp"

#include <signalwire/compat/calls_resource.hpp>
#include <signalwire/for_each.hpp>
#include <signalwire/take.hpp>
#include <signalwire/testing/fake_generator.hpp>
#include <signalwire/testing/fake_list.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <future>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::as_result;
using signalwire::testing::fake_generator;
using signalwire::testing::fake_list;

namespace
{

compat::call call(std::string sid)
{
    compat::call out;
    out.sid = std::move(sid);
    return out;
}

compat::call_page page(std::vector<std::string> const& sids)
{
    compat::call_page out;
    for (std::string const& sid : sids)
        out.calls.push_back(call(sid));
    return out;
}

signalwire::transport_error reset()
{
    return signalwire::transport_error(asio::error::connection_reset, "connection lost", {});
}

struct fake_fixture
{
    template <class T>
    T run(asio::awaitable<T> work)
    {
        std::future<T> out = asio::co_spawn(context, std::move(work), asio::use_future);
        context.restart();
        context.run();
        return out.get();
    }

    /// Calls `next` until the end; an error is written as its reason.
    std::vector<std::string> read(signalwire::async_generator<compat::call>& calls)
    {
        std::vector<std::string> out;
        for (;;)
        {
            signalwire::result<std::optional<compat::call>> next = run(calls.next(as_result));
            if (!next)
                out.push_back(next.error().reason());
            else if (*next)
                out.push_back((*next)->sid);
            else
                return out;
        }
    }

    asio::io_context context;
};

using texts = std::vector<std::string>;

} // namespace

BOOST_FIXTURE_TEST_SUITE(fakes, fake_fixture)

BOOST_AUTO_TEST_CASE(generator_gives_items_and_errors_in_order)
{
    signalwire::async_generator<compat::call> calls =
        fake_generator<compat::call>(context.get_executor())
            .item(call("a"))
            .failure(reset())
            .delay(1ms)
            .item(call("b"))
            .item(call("c"))
            .generator();
    BOOST_TEST(
        read(calls) == texts({"a", "connection lost", "b", "c"}), boost::test_tools::per_element());
    BOOST_TEST(!calls.try_next());
}

BOOST_AUTO_TEST_CASE(error_keeps_its_class)
{
    signalwire::async_generator<compat::call> calls =
        fake_generator<compat::call>(context.get_executor()).failure(reset()).generator();
    BOOST_CHECK_THROW(run(calls.next()), signalwire::transport_error);
}

BOOST_AUTO_TEST_CASE(delayed_item_is_not_available_and_its_wait_can_be_cancelled)
{
    signalwire::async_generator<compat::call> calls =
        fake_generator<compat::call>(context.get_executor()).delay(1h).item(call("a")).generator();
    BOOST_TEST(!calls.try_next());
    asio::cancellation_signal signal;
    std::exception_ptr failure;
    calls.next(asio::bind_cancellation_slot(
        signal.slot(), [&](std::exception_ptr thrown, std::optional<compat::call> const&) {
            failure = std::move(thrown);
        }));
    signal.emit(asio::cancellation_type::terminal);
    context.run();
    BOOST_TEST(signalwire::test::is_aborted(failure));
}

BOOST_AUTO_TEST_CASE(destroyed_generator_cancels_its_wait)
{
    std::exception_ptr failure;
    {
        signalwire::async_generator<compat::call> calls =
            fake_generator<compat::call>(context.get_executor()).delay(1h).generator();
        calls.next([&](std::exception_ptr thrown, std::optional<compat::call> const&) {
            failure = std::move(thrown);
        });
    }
    context.run();
    BOOST_TEST(signalwire::test::is_aborted(failure));
}

BOOST_AUTO_TEST_CASE(generator_serves_take_and_for_each)
{
    signalwire::async_generator<compat::call> calls =
        fake_generator<compat::call>(context.get_executor())
            .item(call("a"))
            .item(call("b"))
            .item(call("c"))
            .item(call("d"))
            .failure(reset())
            .generator();
    BOOST_TEST(run(signalwire::take(calls, 2)).size() == 2U);
    texts seen;
    auto const note = [&](compat::call const& each) { seen.push_back(each.sid); };
    BOOST_CHECK_THROW(run(signalwire::for_each(calls, 2, note)), signalwire::transport_error);
    BOOST_TEST(seen == texts({"c", "d"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(list_answers_every_function_of_a_resource)
{
    compat::call_page linked = page({"b"});
    linked.next_page_uri = "/next";
    fake_list<compat::call_page> fake(context.get_executor());
    fake.page(page({"a"})).failure(reset()).page(linked).page(page({"c"}));
    auto const calls = fake.resource<compat::calls_resource>();

    BOOST_TEST(run(calls.list(compat::call_filter().page_size(20))).calls.front().sid == "a");
    BOOST_CHECK_THROW(run(calls.list()), signalwire::transport_error);
    compat::call_page const got = run(calls.page_at("/somewhere"));
    std::optional<compat::call_page> const next = run(calls.next_page(got));
    BOOST_TEST_REQUIRE(next.has_value());
    BOOST_TEST(next->calls.front().sid == "c");
    BOOST_TEST(!run(calls.next_page(*next)));
    BOOST_TEST(
        (run(calls.list({}, {}, as_result)).error().code()
         == signalwire::errc::unexpected_response));
    BOOST_TEST(
        fake.queries() == texts({"PageSize=20", "", "/somewhere", "/next", ""}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(list_is_streamed_through_empty_pages_up_to_the_limit)
{
    fake_list<compat::call_page> fake(context.get_executor());
    fake.page(page({"a", "b"})).page(page({})).delay(1ms).page(page({})).failure(reset());
    fake.page(page({"c", "d"}));
    auto const resource = fake.resource<compat::calls_resource>();
    auto calls = resource.stream({}, signalwire::stream_options().limit(3));
    BOOST_TEST(
        read(calls) == texts({"a", "b", "connection lost", "c"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(list_gives_pages)
{
    fake_list<compat::call_page> fake(context.get_executor());
    fake.page(page({"a", "b"})).page(page({"c"}));
    auto pages = fake.resource<compat::calls_resource>().pages();
    BOOST_TEST(run(pages.next()).value().size() == 2U);
    BOOST_TEST(run(pages.next()).value().size() == 1U);
    BOOST_TEST(!run(pages.next()));
}

BOOST_AUTO_TEST_SUITE_END()
