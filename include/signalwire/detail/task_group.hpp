#pragma once

#include <signalwire/as_result.hpp>
#include <signalwire/async_generator.hpp>
#include <signalwire/cursor.hpp>
#include <signalwire/detail/initiations.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/deferred.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace signalwire::detail
{

/// Runs the callbacks of `for_each` and the coroutine that starts them, on one strand.
///
/// Copies share their state.
class task_group
{
public:
    using end_handler = boost::asio::any_completion_handler<void(error_ptr)>;

    /// Throws `std::invalid_argument` if `max_concurrency` is 0.
    static void check(std::size_t max_concurrency);

    /// `begin` is the initial position of the stream.
    task_group(
        boost::asio::any_io_executor const& executor, std::size_t max_concurrency,
        cursor const& begin);

    /// Runs `feeder`, which returns the error of the stream, and the callbacks that it starts.
    /// Completes with the error of `for_each` when all have ended.
    void run(boost::asio::awaitable<error_ptr> feeder, end_handler handler);

    // Called by the feeder.

    /// Waits until another callback can start.
    [[nodiscard]] boost::asio::awaitable<void> free_slot();

    /// Starts a callback; `after` is the position of the stream after its item.
    void start(boost::asio::awaitable<void> callback, cursor const& after);

private:
    struct state;

    std::shared_ptr<state> state_;
};

/// Adapts both kinds of callbacks to a coroutine, which throws the error of the callback.
template <class Callback, class T>
boost::asio::awaitable<void> call_back(std::shared_ptr<Callback> callback, T item)
{
    if constexpr (std::is_void_v<std::invoke_result_t<Callback&, T>>)
        (*callback)(std::move(item));
    else
        co_await (*callback)(std::move(item));
    co_return;
}

/// Starts a callback for each item of `stream`.
template <class T, class Callback>
boost::asio::awaitable<error_ptr> feed(
    task_group group, async_generator<T>& stream, std::shared_ptr<Callback> callback)
{
    constexpr auto token = as_result(boost::asio::deferred);
    for (;;)
    {
        co_await group.free_slot();
        std::optional<T> item = stream.try_next();
        if (!item)
        {
            result<std::optional<T>> next = co_await stream.next(token);
            if (!next)
                co_return std::make_shared<error>(next.error());
            item = std::move(*next);
        }
        if (!item)
            co_return nullptr;
        group.start(call_back(callback, std::move(*item)), stream.cursor());
    }
}

template <class T>
class initiate_for_each : public stream_initiation<T>
{
public:
    using stream_initiation<T>::stream_initiation;

    template <class Handler, class Callback>
    void operator()(
        Handler&& handler, error_ptr* slot, std::size_t max_concurrency, Callback callback) const
    {
        async_generator<T>& stream = *this->stream_;
        task_group group(
            executor_of(handler, stream.get_executor()), max_concurrency, stream.cursor());
        group.run(
            feed(group, stream, std::make_shared<Callback>(std::move(callback))),
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)), deliver_end{slot}));
    }
};

} // namespace signalwire::detail
