// Of many writes, over a network and to a server of which anything may break at any moment: the
// server has done exactly those that the client reports as done, and at most those whose outcome it
// calls unknown. `./run writes` does this for long.

#include "support/direct_request.hpp"
#include "writes/chance.hpp"
#include "writes/faulty_path.hpp"
#include "writes/recording_server.hpp"

#include <signalwire/client_config.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using signalwire::request_outcome;
using signalwire::client::engine;
using signalwire::client::operation_type;
using signalwire::test::chance;
using signalwire::test::create_thing;
using signalwire::test::direct_request;

namespace
{

/// A write of which 503 with Retry-After says that it was not done.
operation_type refusable()
{
    operation_type out = create_thing;
    out.refuses_by_503 = true;
    return out;
}

operation_type const start_thing = refusable();

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

class campaign
{
public:
    explicit campaign(std::uint64_t seed)
        : dice_(seed)
        , server_(context_, dice_)
        , path_(context_, server_.port(), dice_)
    {
    }

    /// Sends `count` writes with a client of their own and compares.
    void round(std::size_t count)
    {
        client_ = std::make_shared<engine>(context_.get_executor(), config());
        std::size_t const end = dice_.happens(20) ? dice_.number(count) : count;
        writes_.clear();
        for (std::size_t i = 0; i < count; ++i)
        {
            if (i == end)
                client_->shut_down(std::chrono::milliseconds(1 + dice_.number(20)), ignore());
            begin();
            run_until([this] { return in_flight() < max_in_flight; });
        }
        run_until([this] { return in_flight() == 0; });
        counts_.retries += client_->stats().retries;
        client_.reset();
        run_until([this] { return path_.open() == 0 && server_.open() == 0; });
        check();
    }

    [[nodiscard]] tally const& counts() const noexcept
    {
        return counts_;
    }

private:
    static constexpr std::size_t max_in_flight = 24;

    struct write
    {
        write(asio::io_context& context, std::string what)
            : body(std::move(what))
            , canceller(context)
        {
        }

        std::string body;
        asio::steady_timer canceller;
        std::unique_ptr<direct_request> request;
    };

    static signalwire::detail::client_backend::end_handler ignore()
    {
        return [](signalwire::error_ptr const&) {};
    }

    [[nodiscard]] signalwire::client_config config() const
    {
        signalwire::client_config out;
        out.project = "project";
        out.token = "token";
        out.host = "127.0.0.1:" + std::to_string(path_.port());
        out.tls.ca_pem = server_.issuer();
        out.pool.max_connections = max_in_flight / 2;
        out.retry.base_delay = 1ms;
        out.retry.max_delay = 5ms;
        out.retry.budget = 0;
        out.timeouts.handshake = 300ms;
        out.timeouts.first_byte = 100ms;
        out.timeouts.between_bytes = 100ms;
        return out;
    }

    void begin()
    {
        std::string body = "w-" + std::to_string(++last_) + '-';
        body.append(dice_.happens(5) ? dice_.number(300'000) : dice_.number(200), 'x');
        auto const started = std::make_shared<write>(context_, std::move(body));
        writes_.push_back(started);
        write& next = *started;
        signalwire::request_options options;
        if (dice_.happens(10))
            options.attempt_timeout(std::chrono::milliseconds(1 + dice_.number(150)));
        if (dice_.happens(10))
            options.total_timeout(std::chrono::milliseconds(1 + dice_.number(150)));
        next.request = std::make_unique<direct_request>(
            client_, dice_.happens(50) ? create_thing : start_thing, next.body, options);
        if (dice_.happens(15))
            cancel_later(started);
    }

    void cancel_later(std::shared_ptr<write> const& target)
    {
        constexpr std::array types = {
            asio::cancellation_type::terminal, asio::cancellation_type::partial,
            asio::cancellation_type::total};
        asio::cancellation_type const type = types[dice_.number(types.size())];
        target->canceller.expires_after(std::chrono::microseconds(dice_.number(40'000)));
        auto const cancel = [weak = std::weak_ptr(target),
                             type](boost::system::error_code failure) {
            std::shared_ptr<write> const running = weak.lock();
            if (!failure && running)
                running->request->cancel(type);
        };
        target->canceller.async_wait(cancel);
    }

    [[nodiscard]] std::size_t in_flight()
    {
        while (first_ < writes_.size() && writes_[first_]->request->done())
            ++first_;
        std::size_t out = 0;
        for (std::size_t i = first_; i < writes_.size(); ++i)
            out += writes_[i]->request->done() ? 0 : 1;
        return out;
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
        std::size_t done = 0;
        for (std::shared_ptr<write> const& each : writes_)
        {
            std::size_t const times = server_.times_done(each->body);
            signalwire::error_ptr const& why = each->request->failure();
            BOOST_TEST_CONTEXT(each->body.substr(0, 10) << ' ' << (why ? why->what() : "done"))
            {
                check(why, times);
            }
            done += times;
        }
        BOOST_TEST(server_.forget() == done, "what the server has done, the client has sent");
        writes_.clear();
        first_ = 0;
    }

    void check(signalwire::error_ptr const& why, std::size_t times)
    {
        if (!why)
        {
            ++counts_.done;
            // Not a macro for each of them: they are a hundred thousand.
            if (times != 1)
                BOOST_ERROR("reported as done, and done " << times << " times");
            return;
        }
        counts_.cancelled += why->code() == asio::error::operation_aborted ? 1 : 0;
        switch (why->outcome())
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

    asio::io_context context_;
    chance dice_;
    signalwire::test::recording_server server_;
    signalwire::test::faulty_path path_;
    std::shared_ptr<engine> client_;
    std::vector<std::shared_ptr<write>> writes_;
    /// The first that is not known to have ended.
    std::size_t first_ = 0;
    std::uint64_t last_ = 0;
    tally counts_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(never_twice)

BOOST_AUTO_TEST_CASE(no_write_is_done_twice_or_without_being_known)
{
    std::uint64_t const seed = setting("SIGNALWIRE_WRITES_SEED", 1);
    std::size_t left = setting("SIGNALWIRE_WRITES", 3000);
    campaign all(seed);
    BOOST_TEST_CONTEXT("seed " << seed)
    {
        while (left > 0)
        {
            std::size_t const count = std::min<std::size_t>(left, 100);
            all.round(count);
            left -= count;
        }
        tally const& counts = all.counts();
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
