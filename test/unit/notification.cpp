#include "async/notification.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>

namespace asio = boost::asio;
using boost::system::error_code;
using signalwire::async::notification;

BOOST_AUTO_TEST_SUITE(notifications)

namespace
{

/// A context with a notification and the result of a wait.
struct fixture
{
    fixture()
        : notice(std::make_shared<notification>(context.get_executor()))
    {
    }

    /// Starts a cancellable wait.
    void wait()
    {
        auto const handler = [this](error_code code) {
            ++completions;
            result = code;
        };
        notice->async_wait(asio::bind_cancellation_slot(
            signal.slot(), asio::bind_executor(context.get_executor(), handler)));
    }

    /// Runs all ready handlers.
    void run()
    {
        context.restart();
        context.poll();
    }

    asio::io_context context;
    asio::cancellation_signal signal;
    std::shared_ptr<notification> notice;
    int completions = 0;
    std::optional<error_code> result;
};

} // namespace

BOOST_FIXTURE_TEST_CASE(a_wait_completes_when_it_is_notified, fixture)
{
    wait();
    run();
    BOOST_TEST(completions == 0);
    notice->notify();
    BOOST_TEST(completions == 0, "never from within notify");
    run();
    BOOST_TEST(completions == 1);
    BOOST_TEST(!result.value());
}

BOOST_FIXTURE_TEST_CASE(notify_on_the_waiters_executor_does_not_resume_inline, fixture)
{
    auto const strand = asio::make_strand(context);
    for (asio::any_io_executor const& executor :
         {asio::any_io_executor(strand), asio::any_io_executor(context.get_executor())})
    {
        notice = std::make_shared<notification>(strand);
        int seen = 0;
        notice->async_wait(asio::bind_executor(executor, [&](error_code) { ++seen; }));
        asio::post(strand, [&] {
            notice->notify();
            BOOST_TEST(seen == 0);
        });
        run();
        BOOST_TEST(seen == 1);
    }
}

BOOST_FIXTURE_TEST_CASE(notification_before_the_wait_completes_it, fixture)
{
    notice->notify();
    wait();
    BOOST_TEST(completions == 0, "never from within async_wait");
    run();
    BOOST_TEST(completions == 1);
    BOOST_TEST(!result.value());
}

BOOST_FIXTURE_TEST_CASE(second_notification_has_no_effect, fixture)
{
    wait();
    notice->notify();
    notice->notify();
    run();
    notice->notify();
    run();
    BOOST_TEST(completions == 1);
}

BOOST_FIXTURE_TEST_CASE(a_wait_can_be_cancelled, fixture)
{
    wait();
    signal.emit(asio::cancellation_type::terminal);
    BOOST_TEST(completions == 0, "never from within emit");
    run();
    BOOST_TEST(completions == 1);
    BOOST_TEST((result.value() == asio::error::operation_aborted));
    notice->notify();
    run();
    BOOST_TEST(completions == 1);
}

BOOST_FIXTURE_TEST_CASE(cancellation_does_not_undo_a_notification, fixture)
{
    wait();
    notice->notify();
    signal.emit(asio::cancellation_type::terminal);
    run();
    BOOST_TEST(completions == 1);
    BOOST_TEST(!result.value());
}

BOOST_FIXTURE_TEST_CASE(wait_is_possible_after_a_cancelled_one, fixture)
{
    wait();
    signal.emit(asio::cancellation_type::total);
    run();
    wait();
    run();
    BOOST_TEST(completions == 1);
    notice->notify();
    run();
    BOOST_TEST(completions == 2);
    BOOST_TEST(!result.value());
}

BOOST_FIXTURE_TEST_CASE(wait_tracks_outstanding_work, fixture)
{
    wait();
    run();
    BOOST_TEST(!context.stopped());
    notice->notify();
    run();
    BOOST_TEST(context.stopped());
}

BOOST_FIXTURE_TEST_CASE(notification_without_wait_is_no_outstanding_work, fixture)
{
    run();
    BOOST_TEST(context.stopped());
    notice->notify();
    run();
    BOOST_TEST(context.stopped());
}

BOOST_FIXTURE_TEST_CASE(a_wait_completes_on_the_executor_of_its_handler, fixture)
{
    asio::io_context other;
    bool here = false;
    notice->async_wait(asio::bind_executor(other.get_executor(), [&](error_code) { here = true; }));
    notice->notify();
    run();
    BOOST_TEST(!here);
    other.poll();
    BOOST_TEST(here);
}

BOOST_FIXTURE_TEST_CASE(cancellation_after_destruction_is_safe, fixture)
{
    wait();
    notice->notify();
    run();
    notice.reset();
    signal.emit(asio::cancellation_type::terminal);
    run();
    BOOST_TEST(completions == 1);
}

BOOST_AUTO_TEST_CASE(a_wait_that_never_ends_is_destroyed_with_its_context)
{
    auto const witness = std::make_shared<int>(0);
    std::shared_ptr<notification> notice;
    {
        asio::io_context context;
        notice = std::make_shared<notification>(context.get_executor());
        notice->async_wait(
            asio::bind_executor(context.get_executor(), [witness](error_code) { ++*witness; }));
        context.poll();
        BOOST_TEST(witness.use_count() == 2);
        notice.reset();
    }
    BOOST_TEST(witness.use_count() == 1);
    BOOST_TEST(*witness == 0, "destroyed, not completed");
}

/// Notifies what it is given when it is destroyed.
struct notifier
{
    explicit notifier(std::shared_ptr<notification> what)
        : target(std::move(what))
    {
    }

    notifier(notifier&&) = default;

    ~notifier()
    {
        if (target)
            target->notify();
    }

    std::shared_ptr<notification> target;
};

BOOST_AUTO_TEST_CASE(handlers_that_are_destroyed_with_the_context_may_notify_each_other)
{
    auto const witness = std::make_shared<int>(0);
    {
        asio::io_context context;
        auto const first = std::make_shared<notification>(context.get_executor());
        auto const second = std::make_shared<notification>(context.get_executor());
        auto const wait = [&](auto const& what, auto const& other) {
            what->async_wait(asio::bind_executor(
                context.get_executor(),
                [witness, notifies = notifier(other)](error_code) { ++*witness; }));
        };
        wait(first, second);
        wait(second, first);
        BOOST_TEST(witness.use_count() == 3);
    }
    BOOST_TEST(witness.use_count() == 1);
    BOOST_TEST(*witness == 0, "destroyed, not completed");
}

/// Waits for another event when it is destroyed.
struct late_waiter
{
    late_waiter(asio::io_context& owner, std::shared_ptr<int> copied)
        : context(&owner)
        , witness(std::move(copied))
    {
    }

    late_waiter(late_waiter&&) = default;

    ~late_waiter()
    {
        if (!witness)
            return;
        auto const late = std::make_shared<notification>(context->get_executor());
        late->async_wait(asio::bind_executor(
            context->get_executor(), [copied = witness](error_code) { ++*copied; }));
    }

    asio::io_context* context;
    std::shared_ptr<int> witness;
};

BOOST_AUTO_TEST_CASE(a_wait_that_begins_during_the_contexts_destruction_is_destroyed)
{
    auto const witness = std::make_shared<int>(0);
    {
        asio::io_context context;
        auto const notice = std::make_shared<notification>(context.get_executor());
        notice->async_wait(asio::bind_executor(
            context.get_executor(), [late = late_waiter(context, witness)](error_code) {}));
    }
    BOOST_TEST(witness.use_count() == 1);
    BOOST_TEST(*witness == 0, "destroyed, not completed");
}

BOOST_AUTO_TEST_SUITE_END()
