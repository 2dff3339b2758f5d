#include "async/launch.hpp"
#include "async/operation.hpp"
#include "client/engine.hpp"
#include "support/aborted.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using signalwire::async::operation;
using signalwire::client::engine;
using signalwire::test::is_aborted;

BOOST_AUTO_TEST_SUITE(cores)

namespace
{

using handler = asio::any_completion_handler<void(std::exception_ptr)>;

signalwire::client_config config(std::string const& host = "acme")
{
    signalwire::client_config out;
    out.project = "project";
    out.token = "PTsecret";
    out.host = host;
    return out;
}

/// A shutdown that meets an operation which does not end when it is told to.
struct stubborn_fixture
{
    stubborn_fixture()
    {
        gate.expires_at(asio::steady_timer::time_point::max());
        client->launch(
            stubborn, pass_gate(), handler([this](std::exception_ptr const&) { ended = true; }));
        signalwire::request_options grace;
        grace.total_timeout(1ms);
        shutdown = client->make_operation(grace);
        signalwire::async::launch(
            shutdown, client, client->shut_down(shutdown),
            handler([this](std::exception_ptr failure) {
                done = true;
                why = std::move(failure);
            }));
        while (!stubborn->stopped())
            BOOST_TEST_REQUIRE(context.run_one_for(30s) == 1U);
        context.poll();
    }

    asio::awaitable<void> pass_gate()
    {
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
        co_await gate.async_wait(asio::as_tuple(asio::deferred));
    }

    void open_gate()
    {
        gate.cancel();
        context.restart();
        context.poll();
    }

    asio::io_context context;
    asio::steady_timer gate{context};
    std::shared_ptr<engine> client = std::make_shared<engine>(context.get_executor(), config());
    std::shared_ptr<operation> stubborn = client->make_operation({});
    std::shared_ptr<operation> shutdown;
    bool ended = false;
    bool done = false;
    std::exception_ptr why;
};

} // namespace

BOOST_FIXTURE_TEST_CASE(a_shutdown_waits_for_the_end_of_what_it_has_cancelled, stubborn_fixture)
{
    BOOST_TEST(!ended);
    BOOST_TEST(!done);
    open_gate();
    BOOST_TEST(ended);
    BOOST_TEST(done);
    BOOST_TEST((why == nullptr));
}

BOOST_FIXTURE_TEST_CASE(a_shutdown_can_be_cancelled_after_its_grace, stubborn_fixture)
{
    shutdown->cancel();
    context.poll();
    BOOST_TEST(done);
    BOOST_TEST(is_aborted(why));
    open_gate();
    BOOST_TEST(ended);
}

BOOST_AUTO_TEST_CASE(connections_may_outlive_the_client_whose_warming_was_cancelled)
{
    asio::io_context context;
    // Takes connections, but says nothing.
    asio::ip::tcp::acceptor silent(context, {asio::ip::address_v4::loopback(), 0});
    auto client = std::make_shared<engine>(
        context.get_executor(),
        config("127.0.0.1:" + std::to_string(silent.local_endpoint().port())));
    std::shared_ptr<operation> const warming = client->make_operation({});
    std::exception_ptr why;
    signalwire::async::launch(
        warming, client, client->warm_up(warming, 3),
        handler([&](std::exception_ptr failure) { why = std::move(failure); }));
    context.poll();
    BOOST_TEST(client->stats().in_use == 3U);
    // From here on the warming alone keeps it. No weak_ptr watches, which would keep its memory and
    // hide from the sanitizer who uses it too late.
    client.reset();
    warming->cancel();
    context.restart();
    context.run_for(30s);
    BOOST_TEST(is_aborted(why));
}

BOOST_AUTO_TEST_SUITE_END()
