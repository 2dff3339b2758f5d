#pragma once

#include "support/aborted.hpp"
#include "support/sandbox_fixture.hpp"

#include <signalwire/watch_options.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::test
{

using call_watch = async_generator<compat::call>;

[[nodiscard]] inline sandbox::server_options account(std::size_t calls, std::uint64_t seed = 1)
{
    sandbox::server_options options;
    options.calls = calls;
    options.seed = seed;
    return options;
}

/// Another manner of paging and another pace for every seed, and calls with all their members.
[[nodiscard]] inline sandbox::server_options restless_account(std::uint64_t seed)
{
    sandbox::server_options options = account(90, seed);
    options.page_token_mode =
        seed % 2 == 0 ? sandbox::page_token_mode::offset : sandbox::page_token_mode::keyset;
    options.omit_members = false;
    options.clock_step = std::chrono::seconds(seed % 3);
    return options;
}

/// What a server's journal says that a watch must have delivered.
class watch_judge
{
public:
    explicit watch_judge(sandbox::server const& server)
        : server_(server)
    {
    }

    /// Takes a call that was delivered.
    void take(compat::call const& call)
    {
        delivered_.emplace_back(call.sid, to_json(call));
    }

    /// From now on the watch goes on: what happens now must be delivered.
    void begin()
    {
        if (!begin_)
            begin_ = server_.stats().requests_received;
    }

    /// Nothing happens any more.
    void close()
    {
        closed_ = true;
        for (sandbox::call_revision const& each : server_.call_history())
        {
            numbers_.try_emplace(to_json(each.call), each.revision);
            if (each.request_count >= begin_)
                due_[each.sid] = each.revision;
        }
    }

    /// Whether all is closed and the last version of every call has been delivered since it began.
    /// All that was delivered must be versions that there were, each newer than those that were
    /// delivered of the call before.
    [[nodiscard]] bool complete()
    {
        if (!closed_)
            return false;
        for (; checked_ < delivered_.size(); ++checked_)
            check(delivered_[checked_].first, delivered_[checked_].second);
        return due_.empty();
    }

    [[nodiscard]] std::size_t count() const noexcept
    {
        return delivered_.size();
    }

private:
    void check(std::string const& sid, std::string const& text)
    {
        auto const number = numbers_.find(text);
        BOOST_TEST_REQUIRE((number != numbers_.end()), "there was no such version: " << text);
        auto const [last, is_first] = last_.try_emplace(sid, number->second);
        BOOST_TEST(
            (is_first || last->second < number->second),
            sid << ": version " << number->second << " after version " << last->second);
        last->second = number->second;
        auto const due = due_.find(sid);
        if (due != due_.end() && due->second == number->second)
            due_.erase(due);
    }

    sandbox::server const& server_;
    /// With their sids.
    std::vector<std::pair<std::string, std::string>> delivered_;
    std::size_t checked_ = 0;
    std::map<std::string, std::uint64_t> numbers_;
    std::map<std::string, std::uint64_t> last_;
    std::map<std::string, std::uint64_t> due_;
    std::optional<std::uint64_t> begin_;
    bool closed_ = false;
};

/// Watches in a sandbox.
struct watch_fixture : sandbox_fixture
{
    using sandbox_fixture::sandbox_fixture;

    /// A `next` that has been started.
    struct pending
    {
        boost::asio::cancellation_signal signal;
        bool done = false;
        std::exception_ptr failure;
        std::optional<compat::call> call;

        /// What it gave, or throws.
        std::optional<compat::call> get()
        {
            if (failure)
                std::rethrow_exception(failure);
            return std::move(call);
        }

        [[nodiscard]] bool aborted() const
        {
            return is_aborted(failure);
        }
    };

    std::shared_ptr<pending> start(call_watch& calls)
    {
        auto const out = started_.emplace_back(std::make_shared<pending>());
        calls.next(boost::asio::bind_cancellation_slot(
            out->signal.slot(),
            [out](std::exception_ptr failure, std::optional<compat::call> call) {
                out->done = true;
                out->failure = std::move(failure);
                out->call = std::move(call);
            }));
        return out;
    }

    /// The first poll of a watch has ended: it knows where it begins. The `next` goes on.
    std::shared_ptr<pending> begin(call_watch& calls, std::uint64_t requests = 1)
    {
        std::uint64_t const before = server.stats().requests_received;
        std::shared_ptr<pending> const next = start(calls);
        BOOST_TEST_REQUIRE(
            run_until([&] { return server.stats().requests_received > before + requests; }));
        return next;
    }

    std::optional<compat::call> finish(std::shared_ptr<pending> const& next)
    {
        BOOST_TEST_REQUIRE(run_until([&] { return next->done; }));
        return next->get();
    }

private:
    /// An emission may be on its way to a signal when the operation is over.
    std::vector<std::shared_ptr<pending>> started_;
};

/// Watches, and stops in the middle of things, to go on or to go on elsewhere.
struct restless_watch : watch_fixture
{
    restless_watch(sandbox::server_options const& options, std::uint64_t seed)
        : watch_fixture(options)
        , judge(server)
        , random(seed)
    {
    }

    [[nodiscard]] std::uint64_t below(std::uint64_t bound)
    {
        return random() % bound;
    }

    /// Goes on until all that has happened in the end, or what replaced it, has been delivered:
    /// `step` is asked for the next call.
    void go_on(call_watch& calls, std::function<std::optional<compat::call>()> const& step)
    {
        for (int rounds = 0; !judge.complete(); ++rounds)
        {
            BOOST_TEST_REQUIRE(rounds < 20'000, "something is lost");
            if (std::optional<compat::call> const call = step())
                judge.take(*call);
            if (calls.cursor() != signalwire::cursor())
                judge.begin();
            if (lively && judge.count() > 150)
            {
                lively = false;
                judge.close();
            }
        }
    }

    /// What the next call is, unless it takes too many steps; nothing when it was stopped or threw.
    /// Meanwhile there is life in the account.
    std::optional<compat::call> next(call_watch& calls, std::uint64_t steps)
    {
        std::shared_ptr<pending> const asked = start(calls);
        std::uint64_t left = steps;
        static_cast<void>(run_until([&] {
            if (lively && below(30) == 0)
            {
                server.add_calls(below(2));
                server.update_random_calls(below(4));
            }
            return asked->done || left-- == 0;
        }));
        if (!asked->done)
            asked->signal.emit(boost::asio::cancellation_type::total);
        BOOST_TEST_REQUIRE(run_until([&] { return asked->done; }));
        if (asked->aborted())
            return std::nullopt;
        try
        {
            return asked->get();
        }
        catch (error const& thrown)
        {
            BOOST_TEST_REQUIRE(thrown.cursor().has_value());
            BOOST_TEST((*thrown.cursor() == calls.cursor()));
            ++errors;
            return std::nullopt;
        }
    }

    watch_judge judge;
    std::mt19937_64 random;
    bool lively = true;
    std::size_t errors = 0;
};

} // namespace signalwire::test
