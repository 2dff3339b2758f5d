#include "support/descriptors.hpp"
#include "support/sandbox_fixture.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::request_options;
using signalwire::sandbox::mock_response;

namespace
{

using signalwire::test::sandbox_fixture;

constexpr std::size_t most_connections = 8;
constexpr int most_attempts = 4;
/// Faults in a row that nobody who is about then has the patience for.
constexpr int long_illness = 80;

/// What one operation does, drawn before anything runs so that it is the same on every machine.
struct operation_plan
{
    operation_plan() = default;

    int page_size = 1;
    /// When it is cancelled, if it is: as a part of the time that operations take.
    std::optional<double> cancelled_at;
    asio::cancellation_type how = asio::cancellation_type::terminal;
    /// What the server is told, once this is done, to do to requests to come.
    std::optional<mock_response> fault;
    int faults = 0;
};

mock_response a_fault(int kind, std::size_t where)
{
    mock_response fault;
    switch (kind)
    {
    case 0: return mock_response::disconnect();
    case 1: return fault.header("Connection", "close");
    case 2: return fault.truncate(where);
    case 3: fault.truncate(where); break;
    default: fault = mock_response::disconnect(); break;
    }
    fault.reset = true;
    return fault;
}

std::vector<operation_plan> make_plans(int operations)
{
    constexpr asio::cancellation_type types[] = {
        asio::cancellation_type::terminal, asio::cancellation_type::partial,
        asio::cancellation_type::total};
    std::mt19937 random(20250601);
    auto const draw = [&](int below) {
        return std::uniform_int_distribution<int>(0, below - 1)(random);
    };
    std::vector<operation_plan> plans(static_cast<std::size_t>(operations));
    for (operation_plan& plan : plans)
    {
        plan.page_size = 1 + draw(5);
        plan.how = types[draw(3)];
        if (draw(3) == 0)
            plan.cancelled_at = std::uniform_real_distribution<double>(0, 1.1)(random);
        if (draw(20) == 0)
        {
            plan.fault = a_fault(draw(5), static_cast<std::size_t>(draw(1000)));
            plan.faults = draw(100) == 0 ? long_illness : 1;
        }
    }
    return plans;
}

struct load
{
    load(unsigned thread_count, int operation_count, int in_flight_count)
        : threads(thread_count)
        , operations(operation_count)
        , in_flight(in_flight_count)
    {
    }

    unsigned threads;
    int operations;
    int in_flight;
};

/// Many coroutines that list and are cancelled, through one client, and what became of it all.
class stress
{
public:
    stress(sandbox_fixture& test, load const& how_much)
        : test_(test)
        , load_(how_much)
        , plans_(make_plans(how_much.operations))
        , completions_(plans_.size())
        , client_(test.make_client([](signalwire::client_config& config) {
            config.pool.max_connections = most_connections;
            config.retry.max_attempts = most_attempts;
            // The faults come in bursts, as no network's do.
            config.retry.budget = 0;
        }))
    {
        // OpenSSL completes the certificate to trust when it first needs it; how it does so among
        // threads is hidden from the sanitizer of threads.
        test.run(client_.compat.calls.list());
        test.context.restart();
    }

    void run();
    void check_outcomes();
    void check_health();

private:
    using clock = std::chrono::steady_clock;

    asio::awaitable<void> work();
    asio::awaitable<void> perform(std::size_t index);
    void judge(operation_plan const& plan, std::exception_ptr const& failure, std::size_t size);
    void judge_failure(operation_plan const& plan, std::exception_ptr const& failure);
    void look_at_pool();
    void object(std::string const& what);

    sandbox_fixture& test_;
    load load_;
    std::vector<operation_plan> plans_;
    std::vector<std::atomic<int>> completions_;
    signalwire::rest_client client_;

    std::atomic<std::size_t> next_ = 0;
    /// How long an operation that is left alone takes, about.
    std::atomic<clock::duration> usual_{clock::duration::zero()};
    std::atomic<int> pages_ = 0;
    std::atomic<int> aborted_ = 0;
    std::atomic<int> failed_ = 0;
    std::atomic<int> faults_ = 0;
    std::mutex mutex_;
    std::vector<std::string> objections_;
};

void stress::run()
{
    for (int i = 0; i < load_.in_flight; ++i)
        asio::co_spawn(asio::make_strand(test_.context), work(), asio::detached);
    std::vector<std::thread> helpers;
    for (unsigned i = 1; i < load_.threads; ++i)
        helpers.emplace_back([this] { test_.context.run_for(2min); });
    test_.context.run_for(2min);
    for (std::thread& helper : helpers)
        helper.join();
    if (!test_.context.stopped())
        throw std::runtime_error("operations still run after two minutes");
}

asio::awaitable<void> stress::work()
{
    for (std::size_t index = next_++; index < plans_.size(); index = next_++)
        co_await perform(index);
}

asio::awaitable<void> stress::perform(std::size_t index)
{
    operation_plan const& plan = plans_[index];
    asio::steady_timer moment(co_await asio::this_coro::executor);
    auto const signal = std::make_shared<asio::cancellation_signal>();
    clock::time_point const started = clock::now();
    if (plan.cancelled_at)
    {
        moment.expires_after(
            std::chrono::duration_cast<clock::duration>(usual_.load() * *plan.cancelled_at));
        moment.async_wait([signal, how = plan.how](boost::system::error_code code) {
            if (!code)
                signal->emit(how);
        });
    }
    compat::call_filter const filter = compat::call_filter().page_size(plan.page_size);
    request_options const options;
    auto token = asio::bind_cancellation_slot(signal->slot(), asio::as_tuple(asio::use_awaitable));
    auto const [failure, page] = co_await client_.compat.calls.list(filter, options, token);
    moment.cancel();
    ++completions_[index];
    if (!plan.cancelled_at)
        usual_ = usual_.load() + (clock::now() - started - usual_.load()) / 16;
    judge(plan, failure, page.size());
    look_at_pool();
    for (int i = 0; i < plan.faults; ++i)
        test_.server.enqueue(*plan.fault);
    faults_ += plan.faults;
}

void stress::judge(operation_plan const& plan, std::exception_ptr const& failure, std::size_t size)
{
    if (failure)
        judge_failure(plan, failure);
    else if (size == static_cast<std::size_t>(plan.page_size))
        ++pages_;
    else
        object("a page of " + std::to_string(size) + " calls");
}

void stress::judge_failure(operation_plan const& plan, std::exception_ptr const& failure)
{
    try
    {
        std::rethrow_exception(failure);
    }
    catch (signalwire::error const& error)
    {
        bool const typed = dynamic_cast<signalwire::transport_error const*>(&error) != nullptr
            || error.code() == signalwire::errc::truncated_response;
        ++failed_;
        if (!typed || error.attempts() != most_attempts)
            object(error.what());
    }
    catch (boost::system::system_error const& error)
    {
        ++aborted_;
        if (!plan.cancelled_at || error.code() != asio::error::operation_aborted)
            object(error.what());
    }
}

void stress::look_at_pool()
{
    signalwire::client_stats const stats = client_.stats();
    if (stats.connections_in_use + stats.connections_idle > most_connections)
        object(
            "the pool says " + std::to_string(stats.connections_in_use + stats.connections_idle)
            + " connections");
    std::size_t const connected = signalwire::test::connections_to(test_.server.port());
    if (connected > most_connections)
        object("there are " + std::to_string(connected) + " connections");
}

void stress::object(std::string const& what)
{
    std::lock_guard const lock(mutex_);
    objections_.push_back(what);
}

void stress::check_outcomes()
{
    BOOST_TEST_MESSAGE(
        pages_ << " pages, " << aborted_ << " cancelled, " << failed_ << " failed of " << faults_
               << " faults; connections: " << client_.stats().connections_opened);
    for (std::string const& objection : objections_)
        BOOST_ERROR(objection);
    BOOST_TEST(std::all_of(
        completions_.begin(), completions_.end(), [](auto const& times) { return times == 1; }));
    BOOST_TEST(pages_ + aborted_ + failed_ == load_.operations);
    BOOST_TEST(aborted_ > load_.operations / 10);
    // Every attempt that failed was somebody's fault.
    BOOST_TEST(failed_ * most_attempts <= faults_);
}

void stress::check_health()
{
    signalwire::client_stats const stats = client_.stats();
    BOOST_TEST(stats.pending_acquires == 0U);
    BOOST_TEST(stats.connections_in_use == 0U);
    BOOST_TEST(stats.connections_idle <= most_connections);
    while (test_.server.queued_responses() > 0)
    {
        client_.compat.calls.list(
            compat::call_filter().page_size(1), request_options(),
            [](std::exception_ptr const&, compat::call_page const&) {});
        test_.run_context();
    }

    std::size_t served = 0;
    for (std::size_t i = 0; i < most_connections; ++i)
    {
        client_.compat.calls.list(
            compat::call_filter().page_size(1), request_options(),
            [&](std::exception_ptr failure, compat::call_page const&) { served += !failure; });
    }
    test_.run_context();
    BOOST_TEST(served == most_connections);
    test_.run(client_.shutdown());
    BOOST_TEST(client_.stats().connections_idle == 0U);
    BOOST_TEST(signalwire::test::connections_to(test_.server.port()) == 0U);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_stress, sandbox_fixture)

/// Runs a stress and compares the descriptors before and after.
void endure(sandbox_fixture& test, load const& how_much)
{
    // What the context needs for itself exists after its first use.
    test.run(test.make_client().compat.calls.list());
    auto const settled_descriptors = [&] {
        BOOST_TEST_REQUIRE(
            test.run_until([&] { return test.server.stats().connections_open == 0; }));
        return signalwire::test::open_descriptors();
    };
    std::size_t const before = settled_descriptors();
    {
        stress under_load(test, how_much);
        under_load.run();
        under_load.check_outcomes();
        under_load.check_health();
    }
    BOOST_TEST(settled_descriptors() == before);
}

BOOST_AUTO_TEST_CASE(ten_thousand_lists_on_four_threads_of_which_many_are_cancelled)
{
    endure(*this, load(4, 10'000, 512));
}

BOOST_AUTO_TEST_CASE(ten_thousand_lists_on_one_thread_of_which_many_are_cancelled)
{
    endure(*this, load(1, 10'000, 512));
}

BOOST_AUTO_TEST_CASE(lists_cancelled_amid_their_exchanges_leave_the_pool_whole)
{
    // Hardly anybody waits here: nearly every cancellation meets a connection in use.
    endure(*this, load(4, 2'000, most_connections + 2));
}

BOOST_AUTO_TEST_SUITE_END()
