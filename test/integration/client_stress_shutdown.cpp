#include "support/descriptors.hpp"
#include "support/sandbox_fixture.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::request_options;

namespace
{

using signalwire::test::sandbox_fixture;

/// Coroutines that list until the client is shut down.
class busy_client
{
public:
    busy_client(sandbox_fixture& test, std::chrono::milliseconds grace)
        : context_(test.context)
        , grace_(grace)
        , client_(test.make_client([](auto& config) { config.pool.max_connections = 8; }))
    {
        // OpenSSL completes the certificate to trust when it first needs it; how it does so among
        // threads is hidden from the sanitizer of threads.
        test.run(client_.compat.calls.list());
        context_.restart();
    }

    void run()
    {
        for (int i = 0; i < coroutines; ++i)
            asio::co_spawn(asio::make_strand(context_), list_on(), asio::detached);
        std::vector<std::thread> helpers;
        for (int i = 0; i < 3; ++i)
            helpers.emplace_back([this] { context_.run_for(1min); });
        context_.run_for(1min);
        for (std::thread& helper : helpers)
            helper.join();
        BOOST_TEST_REQUIRE(context_.stopped());
    }

    void check()
    {
        BOOST_TEST_MESSAGE(pages_ << " pages, " << aborted_ << " aborted, " << refused_ << " late");
        BOOST_TEST(pages_ >= pages_before);
        BOOST_TEST(shutdowns_ == 2);
        // Each of them ended with one or the other.
        BOOST_TEST(aborted_ + refused_ == coroutines);
        BOOST_TEST(others_ == 0);
        signalwire::client_stats const stats = client_.stats();
        BOOST_TEST(stats.connections_in_use == 0U);
        BOOST_TEST(stats.connections_idle == 0U);
        BOOST_TEST(stats.pending_acquires == 0U);
    }

    [[nodiscard]] int aborted() const noexcept
    {
        return aborted_;
    }

private:
    static constexpr int coroutines = 400;
    static constexpr int pages_before = 500;

    asio::awaitable<void> list_on()
    {
        bool served = true;
        while (served)
        {
            compat::call_filter const filter = compat::call_filter().page_size(1);
            request_options const options;
            auto const [failure, page] = co_await client_.compat.calls.list(
                filter, options, asio::as_tuple(asio::use_awaitable));
            served = !failure;
            if (failure)
                judge(failure);
            else if (++pages_ == pages_before)
                shut_down();
        }
    }

    void shut_down()
    {
        // Twice, as from two places of a program that ends.
        for (int i = 0; i < 2; ++i)
        {
            asio::co_spawn(context_, client_.shutdown(grace_), [this](std::exception_ptr failure) {
                shutdowns_ += !failure;
            });
        }
    }

    void judge(std::exception_ptr const& failure)
    {
        try
        {
            std::rethrow_exception(failure);
        }
        catch (boost::system::system_error const& error)
        {
            if (error.code() == asio::error::operation_aborted)
                ++aborted_;
            else if (error.code() == signalwire::errc::shut_down)
                ++refused_;
            else
                ++others_;
        }
    }

    asio::io_context& context_;
    std::chrono::milliseconds grace_;
    signalwire::rest_client client_;
    std::atomic<int> pages_ = 0;
    std::atomic<int> aborted_ = 0;
    std::atomic<int> refused_ = 0;
    std::atomic<int> others_ = 0;
    std::atomic<int> shutdowns_ = 0;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_stress_shutdown, sandbox_fixture)

BOOST_AUTO_TEST_CASE(a_shutdown_amid_many_lists_lets_all_of_them_finish)
{
    busy_client client(*this, 30s);
    client.run();
    client.check();
    BOOST_TEST(client.aborted() == 0);
    BOOST_TEST(signalwire::test::connections_to(server.port()) == 0U);
}

BOOST_AUTO_TEST_CASE(a_shutdown_without_patience_aborts_all_and_leaves_nothing)
{
    busy_client client(*this, 1ms);
    client.run();
    client.check();
    BOOST_TEST(client.aborted() > 0);
    BOOST_TEST(signalwire::test::connections_to(server.port()) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
