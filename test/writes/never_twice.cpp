// Of many writes, over a network and to a sandbox of which anything may break at any moment: the
// sandbox has done exactly those that the client reports as done, and at most those whose outcome
// it calls unknown. `./run writes` does this for long.

#include "writes/chance.hpp"
#include "writes/faulty_path.hpp"

#include <signalwire/error.hpp>
#include <signalwire/rest_client.hpp>
#include <signalwire/sandbox/server.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::request_options;
using signalwire::request_outcome;
using signalwire::sandbox::creation;
using signalwire::sandbox::fault;
using signalwire::sandbox::server_options;
using signalwire::test::chance;

namespace
{

std::uint64_t setting(char const* name, std::uint64_t otherwise)
{
    char const* const text = std::getenv(name);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// How many writes ended so.
struct tally
{
    std::size_t done = 0;
    std::size_t not_sent = 0;
    std::size_t refused = 0;
    std::size_t unknown = 0;
    std::size_t unknown_and_done = 0;
    std::size_t cancelled = 0;
    std::size_t retries = 0;
};

server_options faulty_server(std::uint64_t seed)
{
    server_options out;
    out.calls = 0;
    out.fault_seed = seed;
    for (char const* const each :
         {"status=503,retry-after=0,p=0.05", "status=429,retry-after=0,p=0.05", "status=400,p=0.02",
          "status=422,p=0.02", "status=500,p=0.02", "status=502,performs=yes,p=0.02",
          "status=504,retry-after=0,performs=yes,p=0.02", "html,performs=yes,p=0.01", "html,p=0.01",
          "close=request,p=0.02", "reset=request,p=0.02", "reset=before,p=0.02",
          "close=header,p=0.02", "reset=body,p=0.02", "truncate=30,p=0.02", "short-json,p=0.02",
          "close=after,p=0.05", "reset=after,p=0.05", "delay=120ms,p=0.04"})
        out.faults.push_back(fault::parse(std::string(each) + ",method=POST"));
    return out;
}

/// One client, one server, and writes from the one to the other.
class campaign
{
public:
    campaign(chance& dice, tally& counts)
        : dice_(dice)
        , counts_(counts)
        , server_(context_, faulty_server(dice.number(1'000'000)))
        , path_(context_, server_.port(), dice)
        , client_(std::in_place, context_, config())
    {
    }

    /// Sends `count` writes and compares.
    void run(std::size_t count)
    {
        std::size_t const end = dice_.happens(20) ? dice_.number(count) : count;
        for (std::size_t i = 0; i < count; ++i)
        {
            if (i == end)
                client_->shutdown(1ms * (1 + dice_.number(20)), [](std::exception_ptr const&) {});
            begin(i);
            run_until([this] { return in_flight_ < max_in_flight; });
        }
        run_until([this] { return in_flight_ == 0; });
        counts_.retries += client_->stats().retries;
        client_.reset();
        run_until([this] { return path_.open() == 0 && server_.stats().connections_open == 0; });
        check();
    }

private:
    static constexpr std::size_t max_in_flight = 24;

    struct write
    {
        explicit write(asio::io_context& context)
            : canceller(context)
        {
        }

        std::string to;
        std::exception_ptr failure;
        std::string sid;
        asio::cancellation_signal signal;
        asio::steady_timer canceller;
    };

    [[nodiscard]] signalwire::client_config config() const
    {
        signalwire::client_config out = server_.client_config();
        out.host = "127.0.0.1:" + std::to_string(path_.port());
        out.pool.max_connections = max_in_flight / 2;
        out.retry.base_delay = 1ms;
        out.retry.max_delay = 5ms;
        out.retry.budget = 0;
        out.timeouts.handshake = 300ms;
        out.timeouts.first_byte = 100ms;
        out.timeouts.between_bytes = 100ms;
        return out;
    }

    [[nodiscard]] request_options options()
    {
        request_options out;
        if (dice_.happens(10))
            out.attempt_timeout(1ms * (1 + dice_.number(150)));
        if (dice_.happens(10))
            out.total_timeout(1ms * (1 + dice_.number(150)));
        return out;
    }

    template <class Model>
    auto handler(std::shared_ptr<write> const& ended)
    {
        return asio::bind_cancellation_slot(
            ended->signal.slot(), [this, ended](std::exception_ptr failure, Model const& made) {
                ended->failure = std::move(failure);
                ended->sid = made.sid;
                ended->canceller.cancel();
                --in_flight_;
            });
    }

    void begin(std::size_t number)
    {
        auto const next = std::make_shared<write>(context_);
        next->to = "+1555" + std::to_string(1'000'000 + number);
        writes_.push_back(next);
        ++in_flight_;
        if (dice_.happens(50))
        {
            std::string const body(dice_.happens(5) ? dice_.number(40'000) : 100, 'x');
            client_->compat.messages.create(
                compat::new_message().to(next->to).from("+15550000001").body(body), options(),
                handler<compat::message>(next));
        }
        else
            client_->compat.calls.create(
                compat::new_call().to(next->to).from("+15550000001"), options(),
                handler<compat::call>(next));
        if (dice_.happens(15))
            cancel_later(next);
    }

    void cancel_later(std::shared_ptr<write> const& target)
    {
        constexpr std::array types = {
            asio::cancellation_type::terminal, asio::cancellation_type::partial,
            asio::cancellation_type::total};
        asio::cancellation_type const type = types[dice_.number(types.size())];
        target->canceller.expires_after(std::chrono::microseconds(dice_.number(40'000)));
        target->canceller.async_wait([target, type](boost::system::error_code const& failure) {
            if (!failure)
                target->signal.emit(type);
        });
    }

    template <class Condition>
    void run_until(Condition happened)
    {
        auto const last = std::chrono::steady_clock::now() + 1min;
        while (!happened())
        {
            BOOST_TEST_REQUIRE((std::chrono::steady_clock::now() < last));
            context_.run_one_for(20ms);
            context_.restart();
        }
    }

    void check()
    {
        std::unordered_map<std::string, std::vector<std::string>> created;
        for (creation const& each : server_.creations())
            created[each.form.front().second].push_back(each.sid);
        for (std::shared_ptr<write> const& each : writes_)
        {
            std::vector<std::string> const sids = created[each->to];
            if (!each->failure)
            {
                ++counts_.done;
                // Not a macro for each of them: they are a hundred thousand.
                if (sids != std::vector<std::string>{each->sid})
                    BOOST_ERROR(
                        each->to << ": reported as done, and done " << sids.size() << " times");
                continue;
            }
            check(*each, sids.size());
        }
    }

    void check(write const& failed, std::size_t times)
    {
        try
        {
            std::rethrow_exception(failed.failure);
        }
        catch (signalwire::error const& why)
        {
            BOOST_TEST_CONTEXT(failed.to << ' ' << why.what())
            {
                check(why, times);
            }
        }
    }

    void check(signalwire::error const& why, std::size_t times)
    {
        counts_.cancelled += why.code() == asio::error::operation_aborted ? 1 : 0;
        switch (why.outcome())
        {
        case request_outcome::not_sent: ++counts_.not_sent; break;
        case request_outcome::refused: ++counts_.refused; break;
        case request_outcome::unknown:
            ++counts_.unknown;
            counts_.unknown_and_done += times;
            if (times > 1)
                BOOST_ERROR("done " << times << " times");
            return;
        }
        if (times != 0)
            BOOST_ERROR("reported as not done, and done " << times << " times");
    }

    chance& dice_;
    tally& counts_;
    asio::io_context context_;
    signalwire::sandbox::server server_;
    signalwire::test::faulty_path path_;
    std::optional<signalwire::rest_client> client_;
    std::vector<std::shared_ptr<write>> writes_;
    std::size_t in_flight_ = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(never_twice)

BOOST_AUTO_TEST_CASE(no_write_is_done_twice_or_without_being_known)
{
    std::uint64_t const seed = setting("SIGNALWIRE_WRITES_SEED", 1);
    std::size_t left = setting("SIGNALWIRE_WRITES", 1000);
    chance dice(seed);
    tally counts;
    BOOST_TEST_CONTEXT("seed " << seed)
    {
        while (left > 0)
        {
            std::size_t const count = std::min<std::size_t>(left, 100);
            campaign(dice, counts).run(count);
            left -= count;
        }
        std::cout << counts.done << " done, " << counts.not_sent << " not sent, " << counts.refused
                  << " refused, " << counts.unknown << " unknown (" << counts.unknown_and_done
                  << " of them done); " << counts.cancelled << " of them cancelled, "
                  << counts.retries << " retries (seed " << seed << ")\n";
        BOOST_TEST(counts.done > 0U);
        BOOST_TEST(counts.not_sent > 0U);
        BOOST_TEST(counts.refused > 0U);
        BOOST_TEST(counts.unknown > counts.unknown_and_done);
        BOOST_TEST(counts.unknown_and_done > 0U);
        BOOST_TEST(counts.retries > 0U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
