#pragma once

#include "integration/sandbox_client.hpp"
#include "support/broken_wire.hpp"
#include "support/descriptors.hpp"
#include "support/sandbox_fixture.hpp"

#include <signalwire/timeout_error.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::test
{

/// An exchange that is run again and again, each time with the next of its steps broken, in each
/// way in which it can break.
struct step_fixture : sandbox_fixture
{
    static constexpr std::size_t call_count = 50;

    static constexpr std::array every_fault = {
        wire_fault::reset,   wire_fault::ended,   wire_fault::timed_out, wire_fault::unreachable,
        wire_fault::stalled, wire_fault::flipped, wire_fault::one_byte};

    /// Those that no exchange survives when they do not end.
    static constexpr std::array fatal_faults = {
        wire_fault::reset, wire_fault::ended, wire_fault::stalled};

    step_fixture()
        : sandbox_fixture(options())
    {
        for (std::size_t i = 0; i < call_count; ++i)
            every_sid.push_back(server.call_at(i).sid);
        // What the first exchange of a process sets up for good.
        rest_client client = make_client();
        run(client.compat.calls.list());
    }

    /// Calls `exchange` with a wire for each fault and each step, until it makes do without the
    /// step. It is to leave neither a connection nor a descriptor behind. A `timeout_error` that it
    /// throws before anything is broken is the machine's doing: it is called for the same step
    /// again, with clients of more patience.
    template <class Exchange>
    void break_each_step(Exchange exchange)
    {
        break_each_step(exchange, every_fault, broken_wire::extent::one_step);
    }

    /// The same with a network that dies: every step behind the first one breaks too.
    template <class Exchange>
    void die_at_each_step(Exchange exchange)
    {
        break_each_step(exchange, fatal_faults, broken_wire::extent::all_that_follow);
    }

    /// Whether it shows at once when a step breaks so. Otherwise the client has to give up what
    /// takes long, and may do so too early when the machine is busy.
    static bool is_exact(wire_fault fault)
    {
        // TLS may wait for the rest of a record whose length is wrong now.
        return fault != wire_fault::stalled && fault != wire_fault::flipped;
    }

    /// A client whose patience is short where it has to wait for that to run out, and long enough
    /// for any machine elsewhere.
    template <class Change>
    rest_client client_for(broken_wire const& wire, int attempts, Change change)
    {
        client_config config = config_for(wire, attempts);
        change(config);
        return rest_client(context.get_executor(), config);
    }

    [[nodiscard]] client_config config_for(broken_wire const& wire, int attempts) const
    {
        client_config config = make_config();
        config.retry.max_attempts = attempts;
        config.retry.max_delay = std::chrono::milliseconds(2);
        if (!is_exact(wire.fault()))
            be_impatient(config);
        return config;
    }

    rest_client client_for(broken_wire const& wire, int attempts)
    {
        return client_for(wire, attempts, [](client_config&) {});
    }

    void be_impatient(client_config& config) const
    {
        config.timeouts.connect = impatience_;
        config.timeouts.handshake = impatience_;
        config.timeouts.first_byte = impatience_;
        config.timeouts.between_bytes = impatience_;
    }

    /// Nothing is in use or waited for, and the client serves as ever.
    void check_healthy(rest_client& client, broken_wire& wire)
    {
        wire.heal();
        client_stats const before = client.stats();
        BOOST_TEST(before.connections_in_use == 0U);
        BOOST_TEST(before.pending_acquires == 0U);
        BOOST_TEST(before.connections_idle <= 1U);
        BOOST_TEST(run(client.compat.calls.list({}, patient())).size() == call_count);
        client_stats const after = client.stats();
        BOOST_TEST(after.connections_in_use == 0U);
        BOOST_TEST(after.connections_idle == 1U);
        run(client.shutdown());
        BOOST_TEST(client.stats().connections_idle == 0U);
    }

    /// Enough attempts for a machine that is busy beyond the impatience of the client.
    static request_options patient()
    {
        return request_options().max_attempts(20);
    }

    std::vector<std::string> every_sid;
    /// The port that the client connects to.
    std::uint16_t entrance = server.port();

private:
    static constexpr std::chrono::milliseconds longest_impatience{1000};

    static sandbox::server_options options()
    {
        sandbox::server_options out;
        out.calls = call_count;
        return out;
    }

    template <class Exchange, class Faults>
    void break_each_step(Exchange& exchange, Faults const& faults, broken_wire::extent how_far)
    {
        std::size_t const before = open_descriptors();
        for (wire_fault const fault : faults)
        {
            std::size_t index = 0;
            for (bool reached = true; reached; ++index)
            {
                BOOST_TEST_CONTEXT("step " << index << " is broken: " << fault)
                {
                    reached = exchange_over(exchange, index, fault, how_far);
                }
            }
            // A request, its answer, and the end of it.
            BOOST_TEST(index > 2U);
        }
        // The server's are closed a little later.
        BOOST_TEST(eventually([&] { return open_descriptors() <= before; }));
    }

    /// Whether it came to the step.
    template <class Exchange>
    bool exchange_over(
        Exchange& exchange, std::size_t index, wire_fault fault, broken_wire::extent how_far)
    {
        for (;;)
        {
            broken_wire wire(index, fault, how_far);
            bool const whole = end_well_or_too_soon(exchange, wire);
            BOOST_TEST(connections_to(entrance) == 0U);
            if (whole)
                return wire.broken().has_value();
            impatience_ *= 2;
        }
    }

    /// False when the client gave up before anything was broken.
    template <class Exchange>
    bool end_well_or_too_soon(Exchange& exchange, broken_wire& wire)
    {
        try
        {
            exchange(wire);
            return true;
        }
        catch (timeout_error const&)
        {
            if (wire.harmed() || is_exact(wire.fault()) || impatience_ > longest_impatience)
                throw;
        }
        wire.heal();
        run_context();
        return false;
    }

    std::chrono::milliseconds impatience_{40};
};

} // namespace signalwire::test
