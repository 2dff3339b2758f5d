#include "steps/step_fixture.hpp"

#include <signalwire/error.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using signalwire::cursor;
using signalwire::stream_options;
using signalwire::test::broken_wire;
using signalwire::test::wire_fault;

namespace
{

using call_stream = signalwire::async_generator<compat::call>;

/// What came of a stream.
struct delivery
{
    delivery() = default;

    std::vector<std::string> sids;
    int errors = 0;
    /// The last one.
    std::exception_ptr failure;
};

/// Takes calls until there are no more, or until the stream fails for the time that `patience`
/// tells, which a stream that does not move comes to.
asio::awaitable<void> take_rest(call_stream& calls, delivery& out, int patience)
{
    while (out.errors < patience)
    {
        try
        {
            std::optional<compat::call> const call = co_await calls.next();
            if (!call)
                co_return;
            out.sids.push_back(call->sid);
        }
        catch (signalwire::error const&)
        {
            ++out.errors;
            out.failure = std::current_exception();
        }
    }
}

struct stream_fixture : signalwire::test::step_fixture
{
    static constexpr int pages = 5;
    static constexpr int most_errors = 20;

    static call_stream five_pages(
        signalwire::rest_client& client, stream_options const& options = stream_options())
    {
        return client.compat.calls.stream(
            compat::call_filter().page_size(static_cast<int>(call_count) / pages), options);
    }

    /// Every call once, in order.
    void check_complete(std::vector<std::string> const& sids)
    {
        if (sids == every_sid)
            return;
        auto const [first, second] =
            std::mismatch(sids.begin(), sids.end(), every_sid.begin(), every_sid.end());
        BOOST_ERROR(
            sids.size() << " calls, the first that is not the right one is that at "
                        << first - sids.begin());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(stream_steps, stream_fixture)

BOOST_AUTO_TEST_CASE(a_stream_with_retries_delivers_every_call_whatever_breaks_once)
{
    break_each_step([this](broken_wire& wire) {
        auto client = client_for(wire, 5);
        auto calls = five_pages(client);
        delivery got;
        run(take_rest(calls, got, 1));
        BOOST_TEST(got.errors == 0);
        check_complete(got.sids);
        BOOST_TEST(calls.cursor().at_end());
        if (is_exact(wire.fault()) && !wire.harmed())
            BOOST_TEST(client.stats().retries == 0U);
        check_healthy(client, wire);
    });
}

BOOST_AUTO_TEST_CASE(a_stream_without_retries_goes_on_behind_its_error)
{
    break_each_step([this](broken_wire& wire) {
        auto client = client_for(wire, 1);
        auto calls = five_pages(client);
        delivery got;
        run(take_rest(calls, got, most_errors));
        check_complete(got.sids);
        if (is_exact(wire.fault()))
            BOOST_TEST(got.errors <= (wire.harmed() ? 1 : 0));
        check_healthy(client, wire);
    });
}

BOOST_AUTO_TEST_CASE(a_cursor_taken_at_an_error_resumes_with_the_rest)
{
    break_each_step([this](broken_wire& wire) {
        auto client = client_for(wire, 1);
        delivery got;
        auto calls = five_pages(client);
        run(take_rest(calls, got, 1));
        while (got.errors > 0 && got.errors < most_errors)
        {
            cursor const place = cursor::from_string(calls.cursor().to_string());
            calls = five_pages(client, stream_options().resume_from(place));
            run(take_rest(calls, got, got.errors + 1));
            if (calls.cursor().at_end())
                break;
        }
        check_complete(got.sids);
        check_healthy(client, wire);
    });
}

BOOST_AUTO_TEST_CASE(a_stream_over_a_network_that_dies_goes_on_when_it_is_there_again)
{
    die_at_each_step([this](broken_wire& wire) {
        auto client = client_for(wire, 2);
        auto calls = five_pages(client);
        delivery got;
        run(take_rest(calls, got, 1));
        if (got.failure && !wire.harmed())
            std::rethrow_exception(got.failure);
        BOOST_TEST(got.errors == (wire.harmed() ? 1 : 0));
        wire.heal();
        run(take_rest(calls, got, most_errors));
        check_complete(got.sids);
        check_healthy(client, wire);
    });
}

BOOST_AUTO_TEST_SUITE_END()
