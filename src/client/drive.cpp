#include "client/drive.hpp"

#include "client/request_execution.hpp"
#include "core/failure.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <chrono>
#include <tuple>
#include <utility>

namespace signalwire::client
{

namespace asio = boost::asio;

asio::awaitable<fetch_result> drive(
    services& shared, async::operation& op, request what, request_options const& options,
    response_target target)
{
    using action = request_state::action;
    constexpr auto token = asio::as_tuple(asio::deferred);
    co_await asio::this_coro::throw_if_cancelled(false);
    if (shared.registry->rejects(what.of_stream))
        co_return shut_down_error();
    request_execution run(shared, op, std::move(what), options, target);
    for (;;)
    {
        switch (run.next())
        {
        case action::wait_turn:
        {
            run.begin_attempt();
            rate_limiter::acquire_operation acquired = shared.limiter->acquire(op);
            if (!acquired.result)
            {
                co_await acquired.waiter->ready->async_wait(token);
                acquired.result.emplace(shared.limiter->end_wait(op, acquired));
            }
            run.on_turn(std::move(*acquired.result));
            break;
        }
        case action::wait_connection:
        {
            net::pool::acquire_operation acquired = shared.pool->acquire(op);
            if (!acquired.result)
            {
                co_await acquired.waiter->ready->async_wait(token);
                acquired.result.emplace(shared.pool->end_wait(op, acquired));
            }
            run.on_connection(std::move(*acquired.result));
            break;
        }
        case action::open: run.on_opened(co_await run.lease().open(op)); break;
        case action::exchange:
            run.begin_exchange();
            while (run.has_delivery() || !run.is_over())
            {
                if (run.has_delivery())
                    co_await run.deliver();
                else if (run.has_more())
                    co_await asio::post(op.executor(), asio::deferred);
                else
                    run.on_readable(std::get<0>(co_await run.stream().async_wait_to_read(token)));
                run.receive();
            }
            while (async::notification* const written = run.stop_writing())
                co_await written->async_wait(token);
            run.end_exchange();
            break;
        case action::pause:
        {
            asio::steady_timer timer(shared.executor, run.delay());
            op.begin_phase(phase::backoff, run.delay() + std::chrono::hours(1));
            co_await timer.async_wait(token);
            run.on_paused();
            break;
        }
        case action::finish: co_return run.finish();
        }
    }
}

} // namespace signalwire::client
