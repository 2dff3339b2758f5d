#include <signalwire/testing/fake_generator.hpp>
#include <signalwire/transform.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <future>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using signalwire::async_generator;
using signalwire::testing::fake_generator;

BOOST_AUTO_TEST_SUITE(transform_generator)

namespace
{

template <class T>
T complete(asio::io_context& context, std::future<T> result)
{
    context.restart();
    context.run();
    return result.get();
}

} // namespace

BOOST_AUTO_TEST_CASE(each_item_is_transformed_in_order_and_failures_pass)
{
    asio::io_context context;
    async_generator<std::string> lengths = transform(
        fake_generator<std::string>(context.get_executor())
            .item("a")
            .delay(1ms)
            .item("bb")
            .failure(
                signalwire::transport_error(asio::error::connection_reset, "connection lost", {}))
            .item("ccc")
            .generator(),
        [prefix = std::string("#")](std::string text) {
            return prefix + std::to_string(text.size());
        });
    BOOST_TEST(complete(context, lengths.next(asio::use_future)).value() == "#1");
    std::vector<std::string> const batch =
        complete(context, lengths.next_batch(10, asio::use_future));
    BOOST_TEST(batch == std::vector<std::string>{"#2"}, boost::test_tools::per_element());
    BOOST_CHECK_THROW(
        static_cast<void>(complete(context, lengths.next(asio::use_future))),
        signalwire::transport_error);
    BOOST_TEST(complete(context, lengths.next(asio::use_future)).value() == "#3");
    BOOST_TEST(!complete(context, lengths.next(asio::use_future)).has_value());
    BOOST_TEST((lengths.cursor() == signalwire::cursor()));
}

BOOST_AUTO_TEST_CASE(destruction_stops_the_stream)
{
    asio::io_context context;
    std::future<std::optional<int>> pending;
    {
        async_generator<int> doubled = transform(
            fake_generator<int>(context.get_executor()).delay(1h).item(1).generator(),
            [](int value) { return 2 * value; });
        pending = doubled.next(asio::use_future);
    }
    BOOST_CHECK_THROW(
        static_cast<void>(complete(context, std::move(pending))), boost::system::system_error);
}

BOOST_AUTO_TEST_SUITE_END()
