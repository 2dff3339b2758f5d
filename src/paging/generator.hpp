#pragma once

#include "client/engine.hpp"
#include "paging/listing.hpp"

#include <signalwire/detail/item_source.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/strand.hpp>

#include <atomic>
#include <exception>
#include <memory>
#include <optional>

namespace signalwire::paging
{

/// The base of all generators: one consumer at a time, and errors that carry the position.
class generator : public detail::item_source, public std::enable_shared_from_this<generator>
{
public:
    [[nodiscard]] void* try_next() final;
    void async_wait(wait_handler handler) final;
    [[nodiscard]] boost::asio::any_io_executor get_executor() const final;

protected:
    /// How a wait ended: with an item, at the end of the listing, or with a failure.
    struct waited
    {
        waited() = default;

        explicit waited(void* address) noexcept
            : item(address)
        {
        }

        explicit waited(error_ptr why) noexcept
            : failure(std::move(why))
        {
        }

        error_ptr failure;
        void* item = nullptr;
    };

    explicit generator(listing const& what);

    // Both return the item after which the position then is. There is one call at a time.

    /// The next item, if it is available.
    virtual void* next_available() = 0;

    /// The next item.
    virtual boost::asio::awaitable<waited> wait_for_next() = 0;

private:
    struct pending;

    void run(std::shared_ptr<pending> const& wait);
    void end(pending& wait, std::exception_ptr const& thrown, waited const& result);

    std::shared_ptr<client::engine> engine_;
    /// See `listing::ends`.
    bool const ends_;
    bool has_begun_ = false;
    /// While it has begun and is neither at its end nor has failed.
    std::optional<client::operation_registry::stream_entry> running_;
    boost::asio::strand<boost::asio::any_io_executor> strand_;
    std::atomic<bool> waiting_ = false;
    /// An item that a wait has found and `try_next` has not returned yet.
    void* ready_ = nullptr;
};

} // namespace signalwire::paging
