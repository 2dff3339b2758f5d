#pragma once

#include "async/completion.hpp"
#include "async/operation.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>

#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace signalwire::async
{

/// Takes a coroutine's result from the operation's strand to the caller's handler. `Keep` is held
/// until the operation has ended.
template <class Keep, class... Result>
struct finish_operation
{
    finish_operation(
        std::shared_ptr<async::operation> operation, Keep held,
        async::completion<std::exception_ptr, Result...> target)
        : op(std::move(operation))
        , keep(std::move(held))
        , caller(std::move(target))
    {
    }

    void operator()(std::exception_ptr failure, Result... result)
    {
        op->finish();
        {
            Keep const ended = std::move(keep);
        }
        std::move(caller).post(std::move(failure), std::move(result)...);
    }

    std::shared_ptr<async::operation> op;
    Keep keep;
    async::completion<std::exception_ptr, Result...> caller;
};

/// Runs `body` as the coroutine of `op`, on its strand, cancellable through it and through the
/// handler's own slot; then calls `handler` on its executor.
template <class Keep, class Result, class Handler>
void launch(
    std::shared_ptr<async::operation> const& op, Keep keep, boost::asio::awaitable<Result> body,
    Handler handler)
{
    auto const start =
        [&]<class... Results>(async::completion<std::exception_ptr, Results...> caller) {
            if (auto slot = caller.slot(); slot.is_connected())
            {
                slot.assign([weak = std::weak_ptr(op)](boost::asio::cancellation_type type) {
                    if (std::shared_ptr<async::operation> const running = weak.lock())
                        running->cancel(type);
                });
            }
            // On the strand, because a shutdown may stop the operation there from now on.
            boost::asio::dispatch(
                op->executor(),
                [op, body = std::move(body),
                 finish = finish_operation<Keep, Results...>(
                     op, std::move(keep), std::move(caller))]() mutable {
                    boost::asio::co_spawn(
                        op->executor(), std::move(body),
                        boost::asio::bind_cancellation_slot(op->slot(), std::move(finish)));
                });
        };
    if constexpr (std::is_void_v<Result>)
        start(async::completion<std::exception_ptr>(std::move(handler), op->executor()));
    else
        start(async::completion<std::exception_ptr, Result>(std::move(handler), op->executor()));
}

} // namespace signalwire::async
