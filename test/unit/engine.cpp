#include "client/engine.hpp"

#include "async/operation.hpp"
#include "async/spawn_operation.hpp"
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
#include <memory>
#include <string>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using signalwire::error_ptr;
using signalwire::async::operation;
using signalwire::client::engine;
using signalwire::test::is_aborted;

BOOST_AUTO_TEST_SUITE(engines)

namespace
{

using handler = asio::any_completion_handler<void(error_ptr)>;

signalwire::client_config config(std::string const& host = "acme")
{
    signalwire::client_config out;
    out.project = "project";
    out.token = "PTsecret";
    out.host = host;
    return out;
}

/// A shutdown with an operation that does not end when cancelled.
struct stubborn_fixture
{
    stubborn_fixture()
    {
        gate.expires_at(asio::steady_timer::time_point::max());
        client->spawn_operation(
            stubborn, pass_gate(), handler([this](error_ptr const&) { ended = true; }));
        client->shut_down(
            1ms, asio::bind_cancellation_slot(shutdown.slot(), [this](error_ptr failure) {
                done = true;
                why = std::move(failure);
            }));
        while (!stubborn->stopped())
            BOOST_TEST_REQUIRE(context.run_one_for(30s) == 1U);
        context.poll();
    }

    asio::awaitable<error_ptr> pass_gate()
    {
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
        co_await gate.async_wait(asio::as_tuple(asio::deferred));
        co_return nullptr;
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
    asio::cancellation_signal shutdown;
    bool ended = false;
    bool done = false;
    error_ptr why;
};

} // namespace

BOOST_FIXTURE_TEST_CASE(shutdown_waits_for_cancelled_operations, stubborn_fixture)
{
    BOOST_TEST(!ended);
    BOOST_TEST(!done);
    open_gate();
    BOOST_TEST(ended);
    BOOST_TEST(done);
    BOOST_TEST((why == nullptr));
}

BOOST_FIXTURE_TEST_CASE(shutdown_is_cancellable_after_its_grace_period, stubborn_fixture)
{
    shutdown.emit(asio::cancellation_type::terminal);
    context.poll();
    BOOST_TEST(done);
    BOOST_TEST(is_aborted(why->exception()));
    open_gate();
    BOOST_TEST(ended);
}

BOOST_AUTO_TEST_CASE(cancelled_warm_up_is_safe_after_the_client_is_gone)
{
    asio::io_context context;
    // Accepts connections and never responds.
    asio::ip::tcp::acceptor silent(context, {asio::ip::address_v4::loopback(), 0});
    auto client = std::make_shared<engine>(
        context.get_executor(),
        config("127.0.0.1:" + std::to_string(silent.local_endpoint().port())));
    asio::cancellation_signal warming;
    error_ptr why;
    client->warm_up(3, asio::bind_cancellation_slot(warming.slot(), [&](error_ptr failure) {
                        why = std::move(failure);
                    }));
    context.poll();
    BOOST_TEST(client->stats().connections_in_use == 3U);
    // From now on only the warm-up keeps it. No weak_ptr, which would keep the memory and hide a
    // late use from the sanitizer.
    client.reset();
    warming.emit(asio::cancellation_type::terminal);
    context.restart();
    context.run_for(30s);
    BOOST_TEST(is_aborted(why->exception()));
}

BOOST_AUTO_TEST_SUITE_END()
