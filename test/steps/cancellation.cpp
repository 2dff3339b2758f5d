#include "steps/step_fixture.hpp"
#include "support/aborted.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>

#include <array>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using signalwire::test::broken_wire;

namespace
{

/// What an operation that may be cancelled has come to.
struct outcome
{
    outcome() = default;

    [[nodiscard]] bool aborted() const
    {
        return signalwire::test::is_aborted(failure);
    }

    asio::cancellation_signal signal;
    bool done = false;
    std::exception_ptr failure;
};

struct cancellation_fixture : signalwire::test::step_fixture
{
    /// Calls `exchange` with each number of steps and each way to cancel, until it makes do without
    /// the step behind which it is cancelled. `exchange` says whether it has been.
    template <class Exchange>
    void cancel_at_each_step(Exchange exchange)
    {
        for (auto const how :
             {asio::cancellation_type::terminal, asio::cancellation_type::partial,
              asio::cancellation_type::total})
        {
            std::size_t index = 0;
            for (bool cancelled = true; cancelled; ++index)
            {
                BOOST_TEST_CONTEXT(
                    "cancelled at step " << index << " in the way " << static_cast<int>(how))
                {
                    broken_wire wire;
                    cancelled = exchange(wire, index, how);
                    BOOST_TEST(signalwire::test::connections_to(server.port()) == 0U);
                }
            }
            BOOST_TEST(index > 6U);
        }
    }

    /// Runs the context until `what` is done, and cancels it once `wire` has made the step `index`.
    /// Says whether it came to that.
    bool run_and_cancel(
        outcome& what, broken_wire const& wire, std::size_t index, asio::cancellation_type how)
    {
        bool cancelled = false;
        context.restart();
        while (!what.done)
        {
            if (context.run_one_for(std::chrono::seconds(30)) == 0)
                throw std::runtime_error("the operation has not ended after half a minute");
            if (!cancelled && !what.done && wire.steps() > index)
            {
                cancelled = true;
                what.signal.emit(how);
            }
        }
        run_context();
        return cancelled;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(cancellation_steps, cancellation_fixture)

BOOST_AUTO_TEST_CASE(a_list_can_be_cancelled_at_every_step)
{
    cancel_at_each_step([this](broken_wire& wire, std::size_t index, auto how) {
        auto client = client_for(wire, 3);
        outcome list;
        compat::call_page page;
        client.compat.calls.list(
            compat::call_filter(), signalwire::request_options(),
            asio::bind_cancellation_slot(
                list.signal.slot(), [&](std::exception_ptr why, compat::call_page got) {
                    list.failure = std::move(why);
                    page = std::move(got);
                    list.done = true;
                }));
        bool const cancelled = run_and_cancel(list, wire, index, how);
        BOOST_TEST((list.aborted() || (!list.failure && page.size() == call_count)));
        BOOST_TEST((cancelled || !list.failure));
        check_healthy(client, wire);
        return cancelled;
    });
}

BOOST_AUTO_TEST_CASE(a_stream_can_be_cancelled_at_every_step_and_goes_on)
{
    cancel_at_each_step([this](broken_wire& wire, std::size_t index, auto how) {
        auto client = client_for(wire, 3);
        auto calls = client.compat.calls.stream(compat::call_filter().page_size(10));
        std::vector<std::string> sids;
        bool cancelled = false;
        bool more = true;
        while (more)
        {
            outcome next;
            calls.next(asio::bind_cancellation_slot(
                next.signal.slot(),
                [&](std::exception_ptr why, std::optional<compat::call> const& call) {
                    more = why || call;
                    if (call)
                        sids.push_back(call->sid);
                    next.failure = std::move(why);
                    next.done = true;
                }));
            std::size_t const there = cancelled ? static_cast<std::size_t>(-1) : index;
            cancelled = run_and_cancel(next, wire, there, how) || cancelled;
            BOOST_TEST_REQUIRE((!next.failure || next.aborted()));
        }
        BOOST_TEST((sids == every_sid));
        check_healthy(client, wire);
        return cancelled;
    });
}

BOOST_AUTO_TEST_SUITE_END()
