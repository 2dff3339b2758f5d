// Whatever breaks in the network, and wherever: a request that changes something arrives at most
// once, and what the error says of its outcome is true.

#include "steps/step_fixture.hpp"
#include "support/direct_request.hpp"

#include <signalwire/sandbox/fault.hpp>
#include <signalwire/sandbox/mock_response.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

using signalwire::request_outcome;
using signalwire::client::engine;
using signalwire::client::operation_type;
using signalwire::test::broken_wire;
using signalwire::test::create_thing;
using signalwire::test::direct_request;
using signalwire::test::get_thing;

namespace
{

struct write_steps_fixture : signalwire::test::step_fixture
{
    write_steps_fixture()
    {
        server.inject(signalwire::sandbox::fault(
            signalwire::sandbox::mock_response(200, R"({"sid":"thing-1"})")));
    }

    /// Sends a request over `wire`, and before it, over a wire that is whole, as many requests as
    /// make its connection a reused one.
    void write(broken_wire& wire, std::size_t requests_before, std::string const& body)
    {
        std::uint64_t const before = server.stats().requests_received;
        auto client = std::make_shared<engine>(context.get_executor(), config_for(wire, 3));
        wire.suspend();
        for (std::size_t i = 0; i < requests_before; ++i)
            BOOST_TEST_REQUIRE(!send(client, get_thing, {}));
        wire.resume();
        signalwire::error_ptr const why = send(client, create_thing, body);
        client.reset();
        wire.heal();
        run_context();
        BOOST_TEST_REQUIRE(
            signalwire::test::eventually([&] { return server.stats().connections_open == 0; }));
        check(why, server.stats().requests_received - before - requests_before);
    }

    signalwire::error_ptr send(
        std::shared_ptr<engine> const& client, operation_type const& type, std::string body)
    {
        direct_request const request(client, type, std::move(body));
        BOOST_TEST_REQUIRE(run_until([&] { return request.done(); }));
        return request.failure();
    }

    static void check(signalwire::error_ptr const& why, std::uint64_t arrived)
    {
        if (!why)
        {
            BOOST_TEST(arrived == 1U);
            return;
        }
        BOOST_TEST_CONTEXT(why->what())
        {
            bool const is_unknown = why->outcome() == request_outcome::unknown;
            BOOST_TEST((is_unknown || why->outcome() == request_outcome::not_sent));
            BOOST_TEST(arrived <= (is_unknown ? 1U : 0U));
            BOOST_TEST(why->is_transient());
        }
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(write_steps, write_steps_fixture)

BOOST_AUTO_TEST_CASE(a_write_arrives_at_most_once_whatever_breaks)
{
    break_each_step([this](broken_wire& wire) { write(wire, 0, "body"); });
}

BOOST_AUTO_TEST_CASE(a_write_arrives_at_most_once_when_the_network_dies)
{
    die_at_each_step([this](broken_wire& wire) { write(wire, 0, "body"); });
}

BOOST_AUTO_TEST_CASE(a_write_over_a_reused_connection_arrives_at_most_once)
{
    break_each_step([this](broken_wire& wire) { write(wire, 1, "body"); });
}

BOOST_AUTO_TEST_CASE(a_large_write_arrives_at_most_once)
{
    std::string const body(60'000, 'x');
    break_each_step([&](broken_wire& wire) { write(wire, 0, body); });
    break_each_step([&](broken_wire& wire) { write(wire, 1, body); });
}

BOOST_AUTO_TEST_CASE(a_reused_connection_that_takes_nothing_is_replaced_at_once)
{
    // The step before is the look whether the connection is still open.
    for (auto const fault :
         {signalwire::test::wire_fault::reset, signalwire::test::wire_fault::ended})
    {
        bool reached = false;
        for (std::size_t index = 0; !reached && index < 10; ++index)
        {
            broken_wire wire(index, fault);
            auto client = std::make_shared<engine>(context.get_executor(), config_for(wire, 1));
            wire.suspend();
            BOOST_TEST_REQUIRE(!send(client, get_thing, {}));
            std::uint64_t const before = server.stats().requests_received;
            wire.resume();
            signalwire::error_ptr const why = send(client, create_thing, "body");
            reached =
                wire.broken() == signalwire::test::wire_step::write && wire.writes_before() == 0;
            if (reached)
            {
                BOOST_TEST(!why, "it was the only attempt");
                BOOST_TEST(server.stats().requests_received == before + 1);
                BOOST_TEST(client->stats().connections_stale == 1U);
                BOOST_TEST(client->stats().retries == 0U);
            }
        }
        BOOST_TEST(reached);
    }
}

BOOST_AUTO_TEST_SUITE_END()
