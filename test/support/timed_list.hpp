#pragma once

#include "support/aborted.hpp"
#include "support/punctuality.hpp"

#include <signalwire/rest_client.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <stdexcept>

namespace signalwire::test
{

/// One listing, and the time it takes until its handler is called.
class timed_list
{
public:
    using clock = punctuality::clock;

    /// How much later than it should an operation may end on a machine that has nothing else to do.
    static constexpr std::chrono::milliseconds tolerance{100};

    /// Starts it.
    timed_list(
        boost::asio::io_context& context, rest_client& client,
        request_options const& options = request_options())
        : context_(context)
    {
        client.compat.calls.list(
            compat::call_filter(), options,
            boost::asio::bind_cancellation_slot(
                state_->signal.slot(),
                [state = state_](std::exception_ptr why, compat::call_page const&) {
                    state->ended = clock::now();
                    state->failure = why;
                    state->done = true;
                }));
    }

    timed_list(timed_list const&) = delete;
    timed_list& operator=(timed_list const&) = delete;

    /// Runs the context until `there` says that the listing has come where it is to be, and then
    /// as long as anything is ready to run.
    template <class Predicate>
    void run_until(Predicate there)
    {
        context_.restart();
        clock::time_point const latest = clock::now() + patience;
        while (!there() && clock::now() < latest)
            context_.poll();
        BOOST_TEST_REQUIRE(there());
        context_.poll();
        BOOST_TEST_REQUIRE(!state_->done);
    }

    /// Cancels it; from here on the time is measured.
    void cancel(boost::asio::cancellation_type how)
    {
        lost_before_ = punctuality_.lost();
        started_ = clock::now();
        state_->signal.emit(how);
    }

    /// Runs the context until the listing has ended: not before `due` and hardly later.
    void run_until_due(std::chrono::milliseconds due)
    {
        context_.restart();
        while (!state_->done && clock::now() < started_ + patience)
            context_.run_one_for(patience);
        BOOST_TEST_REQUIRE(state_->done);
        using std::chrono::duration_cast;
        using std::chrono::milliseconds;
        milliseconds const lost = duration_cast<milliseconds>(punctuality_.lost() - lost_before_);
        milliseconds const took = duration_cast<milliseconds>(state_->ended - started_);
        BOOST_TEST_CONTEXT("without a processor for " << lost.count() << " ms")
        {
            BOOST_TEST(took.count() >= due.count());
            // A scheduler favours who hardly ever runs: the watching thread loses less than we do.
            BOOST_TEST(took.count() <= (due + tolerance + 4 * lost).count());
        }
    }

    [[nodiscard]] std::exception_ptr const& failure() const noexcept
    {
        return state_->failure;
    }

    [[nodiscard]] bool aborted() const
    {
        return is_aborted(state_->failure);
    }

private:
    /// May be wanted after this has gone: by a test that failed.
    struct state
    {
        state() = default;

        boost::asio::cancellation_signal signal;
        clock::time_point ended;
        std::exception_ptr failure;
        bool done = false;
    };

    static constexpr std::chrono::seconds patience{30};

    boost::asio::io_context& context_;
    std::shared_ptr<state> state_ = std::make_shared<state>();
    punctuality punctuality_;
    clock::duration lost_before_{0};
    clock::time_point started_ = clock::now();
};

} // namespace signalwire::test
