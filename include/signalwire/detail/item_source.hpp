#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/detail/asio_configuration.hpp>
#include <signalwire/error.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>

namespace signalwire::detail
{

/// The implementation of an `async_generator`, independent of the type of its items.
class item_source
{
public:
    /// Called with an error, or true if an item is available, false at the end.
    using wait_handler = boost::asio::any_completion_handler<void(error_ptr, bool)>;

    item_source(item_source const&) = delete;
    item_source& operator=(item_source const&) = delete;
    virtual ~item_source() = default;

    /// Returns the address of the next item if it is available, else null. The caller may move from
    /// the item until the next call.
    [[nodiscard]] virtual void* try_next() = 0;

    /// Waits until an item is available; one wait at a time.
    virtual void async_wait(wait_handler handler) = 0;

    [[nodiscard]] virtual cursor position() const = 0;

    /// Cancels the requests in flight. May be called from any thread, repeatedly.
    virtual void stop() noexcept = 0;

    [[nodiscard]] virtual boost::asio::any_io_executor get_executor() const = 0;

protected:
    item_source() = default;
};

} // namespace signalwire::detail
