#include "writes/faulty_path.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>

namespace signalwire::test
{

namespace asio = boost::asio;

namespace
{

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

} // namespace

faulty_path::faulty_path(asio::io_context& context, std::uint16_t target, chance& dice)
    : context_(context)
    , acceptor_(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0))
    , target_(asio::ip::address_v4::loopback(), target)
    , dice_(dice)
{
    asio::co_spawn(context_, accept(), asio::detached);
}

std::uint16_t faulty_path::port() const
{
    return acceptor_.local_endpoint().port();
}

asio::awaitable<void> faulty_path::accept()
{
    for (;;)
    {
        auto const both = std::make_shared<link>(context_);
        both->client = co_await acceptor_.async_accept(asio::use_awaitable);
        asio::co_spawn(context_, relay(both), asio::detached);
    }
}

asio::awaitable<void> faulty_path::relay(std::shared_ptr<link> both)
{
    ++open_;
    auto const [failure] = co_await both->server.async_connect(target_, quietly);
    constexpr std::size_t never = std::numeric_limits<std::size_t>::max();
    bool const breaks = dice_.happens(20);
    bool const upwards = dice_.happens(50);
    fault const how = breaks ? any_fault() : fault::none;
    std::size_t const where = breaks ? limit() : never;
    if (failure)
        close(*both, true);
    else
    {
        asio::co_spawn(context_, pump(both, true, upwards ? where : never, how), asio::detached);
        co_await pump(both, false, upwards ? never : where, how);
    }
    --open_;
}

asio::awaitable<void> faulty_path::pump(
    std::shared_ptr<link> both, bool upwards, std::size_t limit, fault how)
{
    tcp::socket& from = upwards ? both->client : both->server;
    tcp::socket& to = upwards ? both->server : both->client;
    std::array<char, 8192> bytes{};
    bool by_reset = false;
    for (;;)
    {
        auto const [read_failure, count] =
            co_await from.async_read_some(asio::buffer(bytes), quietly);
        if (read_failure)
            break;
        auto const [write_failure, written] = co_await asio::async_write(
            to, asio::buffer(bytes.data(), std::min(count, limit)), quietly);
        if (write_failure)
            break;
        if (count < limit)
        {
            limit -= count;
            continue;
        }
        by_reset = how == fault::reset;
        if (how == fault::stall)
        {
            asio::steady_timer timer(context_, std::chrono::milliseconds(200));
            co_await timer.async_wait(quietly);
        }
        break;
    }
    close(*both, by_reset);
}

void faulty_path::close(link& both, bool by_reset)
{
    boost::system::error_code ignored;
    for (tcp::socket* const each : {&both.client, &both.server})
    {
        if (by_reset)
            each->set_option(asio::socket_base::linger(true, 0), ignored);
        each->close(ignored);
    }
}

/// A handshake has some 2500 bytes, a request 500; a large one more.
std::size_t faulty_path::limit()
{
    return dice_.happens(80) ? dice_.number(4000) : dice_.number(200'000);
}

faulty_path::fault faulty_path::any_fault()
{
    constexpr std::array every = {fault::reset, fault::reset, fault::end, fault::end, fault::stall};
    return every[dice_.number(every.size())];
}

} // namespace signalwire::test
