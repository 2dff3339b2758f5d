#pragma once

#include "async/operation.hpp"
#include "async/saved_handler.hpp"

#include <signalwire/error.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace signalwire::async
{

/// Passes a coroutine's result from the operation's strand to the caller's handler. `Keep` is
/// destroyed when the operation has ended.
template <class Keep, class Result>
struct finish_operation
{
    finish_operation(
        std::shared_ptr<async::operation> operation, Keep held, async::saved_handler<Result> target)
        : op(std::move(operation))
        , keep(std::move(held))
        , caller(std::move(target))
    {
    }

    void operator()(std::exception_ptr const& thrown, Result result)
    {
        op->finish();
        {
            Keep const ended = std::move(keep);
        }
        // Only running out of memory throws.
        std::move(caller).post(thrown ? Result(error::from(thrown)) : std::move(result));
    }

    std::shared_ptr<async::operation> op;
    Keep keep;
    async::saved_handler<Result> caller;
};

/// Runs `body` as the coroutine of `op` on its strand, cancellable through `op` and the handler's
/// slot. Then calls `handler` with the result, or one made from an `error_ptr`, on the handler's
/// executor.
template <class Keep, class Result, class Handler>
void spawn_operation(
    std::shared_ptr<async::operation> const& op, Keep keep, boost::asio::awaitable<Result> body,
    Handler handler)
{
    async::saved_handler<Result> caller(std::move(handler), op->executor().inner());
    op->cancel_through(caller.slot());
    // On the strand, because a shutdown may stop the operation there from now on.
    boost::asio::dispatch(
        op->executor(),
        [op, body = std::move(body),
         finish =
             finish_operation<Keep, Result>(op, std::move(keep), std::move(caller))]() mutable {
            boost::asio::co_spawn(
                op->executor(), std::move(body),
                boost::asio::bind_cancellation_slot(op->slot(), std::move(finish)));
        });
}

} // namespace signalwire::async
