#include "steps/step_fixture.hpp"
#include "support/relay_proxy.hpp"

#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>

#include <chrono>
#include <exception>
#include <string>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::error;
using signalwire::phase;
using signalwire::protocol_error;
using signalwire::retry_stop_reason;
using signalwire::timeout_error;
using signalwire::transport_error;
using signalwire::test::broken_wire;
using signalwire::test::wire_fault;
using signalwire::test::wire_step;

namespace
{

/// Where a list was when a step of it was broken. Over a fresh connection TLS 1.3 makes two writes
/// before the request.
enum class place
{
    connect,
    handshake,
    request,
    answer
};

place place_of(broken_wire const& wire)
{
    if (wire.broken() == wire_step::connect)
        return place::connect;
    // The last flight of the handshake is ours: that it was damaged shows when the answer is due.
    bool const unnoticed = wire.fault() == wire_fault::flipped && wire.writes_before() == 1
        && wire.broken() == wire_step::write;
    if (unnoticed)
        return place::request;
    if (wire.writes_before() < 2)
        return place::handshake;
    return wire.broken() == wire_step::write ? place::request : place::answer;
}

/// What the system reports of a fault; nothing for those that it does not notice.
boost::system::error_code code_of(wire_step step, wire_fault fault)
{
    bool const connecting = step == wire_step::connect;
    switch (fault)
    {
    case wire_fault::reset:
        return connecting ? asio::error::connection_refused : asio::error::connection_reset;
    case wire_fault::ended:
        if (connecting)
            return asio::error::connection_refused;
        return step == wire_step::write ? boost::system::error_code(asio::error::broken_pipe)
                                        : asio::ssl::error::stream_truncated;
    case wire_fault::timed_out: return asio::error::timed_out;
    case wire_fault::unreachable:
        return connecting ? asio::error::network_unreachable : asio::error::host_unreachable;
    default: return {};
    }
}

struct list_fixture : signalwire::test::step_fixture
{
    void list(signalwire::rest_client& client)
    {
        compat::call_page const page = run(client.compat.calls.list());
        BOOST_TEST_REQUIRE(page.size() == call_count);
        for (std::size_t i = 0; i < call_count; ++i)
        {
            if (page.calls[i].sid != every_sid[i])
                BOOST_ERROR("call " << i << " is another one");
        }
    }

    /// Whether `why` is what a client without retries is to say when `wire` is harmed.
    static void check_error(error const& why, broken_wire const& wire)
    {
        BOOST_TEST_INFO(why.what());
        BOOST_TEST(why.attempts() == 1);
        switch (wire.fault())
        {
        case wire_fault::stalled: return check_timeout(why, wire);
        case wire_fault::flipped:
            // TLS may wait for the rest of a record whose length is wrong now.
            if (dynamic_cast<timeout_error const*>(&why) != nullptr)
                return check_timeout(why, wire);
            break;
        case wire_fault::ended:
            if (wire.broken() == wire_step::read && has_begun(why))
                return check_truncated(why);
            [[fallthrough]];
        default: BOOST_TEST(why.code() == code_of(*wire.broken(), wire.fault())); break;
        }
        BOOST_TEST(dynamic_cast<transport_error const*>(&why) != nullptr);
        check_words(why, place_of(wire));
    }

    static bool has_begun(error const& why)
    {
        return why.timeline().receive > 0s;
    }

    static void check_timeout(error const& why, broken_wire const& wire)
    {
        auto const* const timeout = dynamic_cast<timeout_error const*>(&why);
        BOOST_TEST_REQUIRE(timeout != nullptr, why.what());
        BOOST_TEST((timeout->scope() == signalwire::timeout_scope::phase));
        switch (place_of(wire))
        {
        case place::connect: BOOST_TEST(timeout->phase() == phase::connect); break;
        case place::handshake: BOOST_TEST(timeout->phase() == phase::handshake); break;
        case place::request: BOOST_TEST(timeout->phase() == phase::first_byte); break;
        case place::answer:
            BOOST_TEST(
                timeout->phase() == (has_begun(why) ? phase::between_bytes : phase::first_byte));
            break;
        }
    }

    static void check_truncated(error const& why)
    {
        BOOST_TEST(dynamic_cast<protocol_error const*>(&why) != nullptr, why.what());
        BOOST_TEST((why.code() == signalwire::errc::truncated_response));
    }

    static void check_words(error const& why, place where)
    {
        auto const says = [&](char const* words) {
            return why.reason().find(words) != std::string::npos;
        };
        switch (where)
        {
        case place::connect: BOOST_TEST(says("cannot connect to"), why.what()); break;
        case place::handshake: BOOST_TEST(says("TLS handshake with"), why.what()); break;
        case place::request:
            BOOST_TEST(
                (says("could not be sent") || says("connection lost") || says("before sending")),
                why.what());
            break;
        case place::answer:
            BOOST_TEST((says("connection lost") || says("before sending")), why.what());
            break;
        }
    }

    /// A request that was not sent whole is one that the server has not seen, and the client has
    /// not counted it before it had a connection for it.
    void check_requests(
        signalwire::rest_client& client, broken_wire const& wire, std::uint64_t seen_before)
    {
        if (!wire.harmed() || place_of(wire) == place::answer)
            return;
        BOOST_TEST(server.stats().requests_received == seen_before);
        BOOST_TEST(client.stats().requests_sent == (place_of(wire) == place::request ? 1U : 0U));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(list_steps, list_fixture)

BOOST_AUTO_TEST_CASE(a_list_without_retries_ends_well_or_in_the_right_error)
{
    break_each_step([this](broken_wire& wire) {
        auto client = client_for(wire, 1);
        auto const seen = server.stats().requests_received;
        try
        {
            list(client);
            BOOST_TEST(!wire.harmed());
        }
        catch (error const& why)
        {
            if (!wire.harmed())
                throw;
            check_error(why, wire);
        }
        check_requests(client, wire, seen);
        check_healthy(client, wire);
    });
}

BOOST_AUTO_TEST_CASE(a_list_with_retries_ends_well_whatever_breaks_once)
{
    break_each_step([this](broken_wire& wire) {
        auto client = client_for(wire, 5);
        list(client);
        if (is_exact(wire.fault()))
            BOOST_TEST(client.stats().retries == (wire.harmed() ? 1U : 0U));
        else if (wire.harmed())
            BOOST_TEST(client.stats().retries >= 1U);
        check_healthy(client, wire);
    });
}

BOOST_AUTO_TEST_CASE(a_list_over_a_connection_that_was_idle_ends_well_whatever_breaks_once)
{
    break_each_step([this](broken_wire& wire) {
        auto client = client_for(wire, 5);
        wire.suspend();
        list(client);
        wire.resume();
        list(client);
        if (is_exact(wire.fault()))
        {
            // One that breaks before the answer begins is replaced, which is no other attempt.
            auto const stats = client.stats();
            BOOST_TEST(stats.retries + stats.connections_stale == (wire.harmed() ? 1U : 0U));
            BOOST_TEST(stats.connections_opened == (wire.harmed() ? 2U : 1U));
        }
        check_healthy(client, wire);
    });
}

BOOST_AUTO_TEST_CASE(a_list_through_a_proxy_ends_well_whatever_breaks_once)
{
    signalwire::test::relay_proxy const proxy(server.port());
    entrance = proxy.port();
    break_each_step([&](broken_wire& wire) {
        auto client = client_for(wire, 5, [&](auto& config) { config.proxy.url = proxy.url(); });
        list(client);
        if (is_exact(wire.fault()))
            BOOST_TEST(client.stats().retries == (wire.harmed() ? 1U : 0U));
        check_healthy(client, wire);
    });
}

BOOST_AUTO_TEST_CASE(a_list_over_a_network_that_dies_ends_in_an_error)
{
    die_at_each_step([this](broken_wire& wire) {
        auto client = client_for(wire, 2);
        try
        {
            list(client);
            BOOST_TEST(!wire.harmed());
        }
        catch (error const& why)
        {
            if (!wire.harmed())
                throw;
            BOOST_TEST(
                (why.retry_stop_reason() == retry_stop_reason::max_attempts_reached), why.what());
            BOOST_TEST(why.attempts() == 2);
            BOOST_TEST((why.elapsed() < 5s), why.what());
        }
        check_healthy(client, wire);
    });
}

BOOST_AUTO_TEST_CASE(a_list_that_comes_byte_by_byte_is_as_good)
{
    broken_wire wire(0, wire_fault::one_byte, broken_wire::extent::all_that_follow);
    auto client = client_for(wire, 1);
    run(client.compat.calls.list(compat::call_filter().page_size(1)));
    BOOST_TEST(wire.steps() > 1000U);
    check_healthy(client, wire);
}

BOOST_AUTO_TEST_SUITE_END()
