#pragma once

#include <signalwire/async_generator.hpp>
#include <signalwire/cursor.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace signalwire::detail
{

/// The part of `for_each` that does not know what an item is: runs one coroutine that feeds it and
/// at most so many handlers, all on one strand.
///
/// Copies share their state.
class handler_group
{
public:
    /// `begin` is where the stream stands. Throws `std::invalid_argument` when `most` is 0.
    handler_group(
        boost::asio::any_io_executor const& executor, std::size_t most, cursor const& begin);

    /// Runs `feeder` and what it starts to the end of all; throws what `for_each` throws.
    [[nodiscard]] boost::asio::awaitable<void> run(boost::asio::awaitable<void> feeder);

    // What follows is for the feeder.

    /// Waits until another handler may begin.
    [[nodiscard]] boost::asio::awaitable<void> free_slot();

    /// Begins to handle an item; `behind` is where the stream stands after it.
    void start(boost::asio::awaitable<void> handling, cursor const& behind);

private:
    struct state;
    struct start_run;

    std::shared_ptr<state> state_;
};

/// Both kinds of handler as one, which fails by throwing, whenever that is.
template <class Handler, class T>
boost::asio::awaitable<void> handle(Handler& handler, T item)
{
    if constexpr (std::is_void_v<std::invoke_result_t<Handler&, T>>)
        handler(std::move(item));
    else
        co_await handler(std::move(item));
    co_return;
}

/// Gives the items of `stream` to the group, one whenever there is room for it.
template <class T, class Handler>
boost::asio::awaitable<void> feed(handler_group group, async_generator<T>& stream, Handler& handler)
{
    for (;;)
    {
        co_await group.free_slot();
        std::optional<T> item = co_await stream.next();
        if (!item)
            co_return;
        group.start(handle(handler, std::move(*item)), stream.cursor());
    }
}

} // namespace signalwire::detail
