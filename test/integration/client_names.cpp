#include "support/held_name.hpp"
#include "support/hostile_server.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/timed_list.hpp"

#include <boost/asio/error.hpp>

#include <netdb.h>

#include <string>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::request_options;
using signalwire::sandbox::mock_response;
using signalwire::test::held_name;
using signalwire::test::hostile_server;
using signalwire::test::silence;
using signalwire::test::timed_list;

namespace
{

constexpr char const* here = "127.0.0.1";
/// An address of this machine at which no server of these tests listens.
constexpr char const* elsewhere = "127.0.0.9";

/// A sandbox that the client knows by a name.
struct names_fixture : signalwire::test::sandbox_fixture
{
    names_fixture()
        : name("localhost")
    {
    }

    /// The client tries once unless `attempts` says otherwise.
    signalwire::rest_client make_named_client(int attempts = 1)
    {
        return make_client([&](auto& config) {
            config.host = "localhost:" + std::to_string(server.port());
            config.retry.max_attempts = attempts;
        });
    }

    /// Runs a list that needs a connection of its own.
    void list_and_close(signalwire::rest_client& client)
    {
        server.enqueue(mock_response().header("Connection", "close"));
        BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    }

    signalwire::transport_error failure_of(signalwire::rest_client& client)
    {
        try
        {
            run(client.compat.calls.list());
        }
        catch (signalwire::transport_error const& error)
        {
            BOOST_TEST_MESSAGE(error.what());
            return error;
        }
        throw std::runtime_error("the listing succeeded");
    }

    held_name name;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_names, names_fixture)

BOOST_AUTO_TEST_CASE(an_answer_is_remembered_from_one_connect_to_the_next)
{
    auto client = make_named_client();
    name.answer(here);
    for (int i = 0; i < 4; ++i)
        list_and_close(client);
    BOOST_TEST(client.stats().connections_opened == 4U);
    BOOST_TEST(name.questions() == 1U);
}

BOOST_AUTO_TEST_CASE(an_address_where_nobody_listens_does_not_keep_the_next_from_being_tried)
{
    auto client = make_named_client();
    name.answer(elsewhere, here);
    list_and_close(client);
    // The second connection uses the remembered answer, and comes by the same detour.
    list_and_close(client);
    BOOST_TEST(client.stats().connections_opened == 2U);
    BOOST_TEST(client.stats().connect_failures == 0U);
    BOOST_TEST(name.questions() == 1U);
}

BOOST_AUTO_TEST_CASE(another_client_asks_for_itself)
{
    name.answer(here);
    for (int i = 0; i < 2; ++i)
    {
        auto client = make_named_client();
        list_and_close(client);
    }
    BOOST_TEST(name.questions() == 2U);
}

BOOST_AUTO_TEST_CASE(after_a_connect_that_failed_the_name_is_asked_about_again)
{
    auto client = make_named_client();
    name.answer(elsewhere);
    auto const error = failure_of(client);
    BOOST_TEST((error.code() == asio::error::connection_refused));
    BOOST_TEST(error.reason().find("localhost") != std::string::npos);
    BOOST_TEST(error.reason().find(elsewhere) != std::string::npos);

    name.answer(here);
    list_and_close(client);
    list_and_close(client);
    BOOST_TEST(name.questions() == 2U);
}

BOOST_AUTO_TEST_CASE(another_attempt_asks_about_the_name_again)
{
    auto client = make_named_client(2);
    name.answer_once(elsewhere);
    name.answer(here);
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().retries == 1U);
    BOOST_TEST(name.questions() == 2U);
}

BOOST_AUTO_TEST_CASE(after_a_connect_that_timed_out_the_name_is_asked_about_again)
{
    hostile_server hostile;
    signalwire::client_config config = hostile.client_config();
    config.host.replace(0, config.host.find(':'), "localhost");
    config.timeouts.connect = 50ms;
    config.retry.max_attempts = 1;
    signalwire::rest_client client(context.get_executor(), config);
    name.answer(here);
    hostile.fall_silent(silence::before_accepting);
    timed_list list(context, client);
    list.run_until_due(50ms);
    BOOST_CHECK_THROW(std::rethrow_exception(list.failure()), signalwire::timeout_error);

    hostile.recover();
    run(client.compat.calls.list());
    BOOST_TEST(name.questions() == 2U);
}

BOOST_AUTO_TEST_CASE(lists_that_wait_for_the_same_name_ask_once)
{
    auto client = make_named_client();
    std::size_t served = 0;
    for (int i = 0; i < 30; ++i)
    {
        client.compat.calls.list(
            compat::call_filter().page_size(1), request_options(),
            [&](std::exception_ptr failure, compat::call_page const&) { served += !failure; });
    }
    timed_list one_of_them(context, client);
    one_of_them.run_until(
        [&] { return client.stats().pending_acquires > 0 && name.questions() > 0; });
    name.answer(here);
    run_context();
    BOOST_TEST(served == 30U);
    BOOST_TEST(client.stats().connections_opened > 1U);
    BOOST_TEST(name.questions() == 1U);
}

BOOST_AUTO_TEST_CASE(an_error_goes_to_all_who_wait_for_the_name)
{
    auto client = make_named_client();
    std::size_t failed = 0;
    for (int i = 0; i < 5; ++i)
    {
        client.compat.calls.list(
            compat::call_filter(), request_options(),
            [&](std::exception_ptr failure, compat::call_page const&) { failed += !!failure; });
    }
    BOOST_TEST_REQUIRE(
        run_until([&] { return client.stats().connections_in_use == 5 && name.questions() > 0; }));
    name.refuse_once(EAI_AGAIN);
    run_context();
    BOOST_TEST(failed == 5U);
    BOOST_TEST(name.questions() == 1U);

    name.answer(here);
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(name.questions() == 2U);
}

BOOST_AUTO_TEST_CASE(who_asked_first_may_leave_and_the_others_get_the_answer)
{
    auto client = make_named_client();
    timed_list first(context, client);
    first.run_until([this] { return name.questions() == 1U; });
    timed_list impatient(context, client, request_options().total_timeout(50ms));
    auto patient =
        client.compat.calls.list(compat::call_filter(), request_options(), asio::use_future);
    first.run_until([&] { return client.stats().connections_in_use == 3U; });
    first.cancel(asio::cancellation_type::total);
    first.run_until_due(0ms);
    BOOST_TEST(first.aborted());
    impatient.run_until_due(50ms);
    BOOST_TEST(client.stats().connections_in_use == 1U);

    name.answer(here);
    run_context();
    BOOST_TEST(patient.get().size() == 50U);
    BOOST_TEST(name.questions() == 1U);
}

BOOST_AUTO_TEST_CASE(a_name_that_does_not_exist_is_a_transport_error_that_names_it)
{
    auto client = make_named_client();
    name.refuse(EAI_NONAME);
    auto const error = failure_of(client);
    BOOST_TEST((error.code() == asio::error::host_not_found));
    BOOST_TEST(error.reason().find("localhost") != std::string::npos);
    BOOST_TEST(error.attempts() == 1);
    BOOST_TEST(client.stats().connections_in_use == 0U);
}

BOOST_AUTO_TEST_CASE(a_name_service_that_is_down_is_a_transport_error_after_the_attempts)
{
    auto client = make_named_client(3);
    name.refuse(EAI_AGAIN);
    auto const error = failure_of(client);
    BOOST_TEST((error.code() == asio::error::host_not_found_try_again));
    BOOST_TEST(error.reason().find("localhost") != std::string::npos);
    BOOST_TEST(error.attempts() == 3);
    BOOST_TEST(name.questions() == 3U);
}

BOOST_AUTO_TEST_CASE(a_name_service_that_is_down_for_a_moment_costs_an_attempt)
{
    auto client = make_named_client(2);
    name.refuse_once(EAI_AGAIN);
    name.answer(here);
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().retries == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_after_the_deadline_harms_nobody)
{
    auto client = make_named_client();
    timed_list list(context, client, request_options().total_timeout(50ms));
    list.run_until_due(50ms);
    BOOST_TEST(client.stats().connections_in_use == 0U);
    name.answer(here);
    run_context();
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().connections_opened == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_may_come_after_its_client_has_gone)
{
    {
        auto client = make_named_client();
        timed_list list(context, client, request_options().total_timeout(50ms));
        list.run_until_due(50ms);
    }
    name.answer(here);
    run_context();
    BOOST_TEST(server.stats().connections_accepted == 0U);
}

BOOST_AUTO_TEST_CASE(a_shutdown_does_not_wait_for_the_name_service)
{
    auto client = make_named_client();
    timed_list list(context, client);
    list.run_until([this] { return name.questions() == 1U; });
    bool done = false;
    asio::co_spawn(context, client.shutdown(20ms), [&](std::exception_ptr failure) {
        BOOST_TEST(!failure);
        done = true;
    });
    list.run_until_due(0ms);
    BOOST_TEST_REQUIRE(run_until([&] { return done; }));
    BOOST_TEST(list.aborted());
}

BOOST_AUTO_TEST_SUITE_END()
