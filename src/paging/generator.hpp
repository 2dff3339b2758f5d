#pragma once

#include "client/engine.hpp"
#include "paging/listing.hpp"

#include <signalwire/detail/item_source.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/strand.hpp>

#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>

namespace signalwire::paging
{

struct watch_spec;

/// The base of all generators: one consumer at a time, and errors that carry the position.
class generator : public detail::item_source, public std::enable_shared_from_this<generator>
{
public:
    [[nodiscard]] void* try_next() final;
    void async_wait(wait_handler handler) final;
    [[nodiscard]] boost::asio::any_io_executor get_executor() const final;

protected:
    /// The result of a wait: an item, a failure, or neither at the end of the listing.
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

    // Both functions move the position after the item that they return. Calls do not overlap.

    /// Returns the next item if it is available, else null.
    virtual void* next_available() = 0;

    /// Waits for the next item.
    virtual boost::asio::awaitable<waited> wait_for_next() = 0;

private:
    struct pending;

    void run(std::shared_ptr<pending> const& wait);
    void end(pending& wait, std::exception_ptr const& thrown, waited const& result);

    std::shared_ptr<client::engine> engine_;
    /// See `listing::ends`.
    bool const ends_;
    bool has_begun_ = false;
    /// Set while it has begun and is neither at its end nor has failed.
    std::optional<client::operation_registry::stream_entry> running_;
    boost::asio::strand<boost::asio::any_io_executor> strand_;
    std::atomic<bool> waiting_ = false;
    /// An item that a wait has found and `try_next` has not returned yet.
    void* ready_ = nullptr;
};

/// The rest of a limit; unlimited without one.
class remaining_limit
{
public:
    explicit remaining_limit(std::optional<std::uint64_t> limit) noexcept
        : remaining_(limit)
    {
    }

    [[nodiscard]] bool is_reached() const noexcept
    {
        return remaining_ && *remaining_ == 0;
    }

    /// Counts one item.
    void consume() noexcept
    {
        if (remaining_)
            --*remaining_;
    }

private:
    std::optional<std::uint64_t> remaining_;
};

/// Returns a stream of the items of a listing.
///
/// Throws: `std::invalid_argument` if its options cannot be combined.
[[nodiscard]] std::shared_ptr<detail::item_source> make_item_stream(listing const& what);

/// Returns a stream of the pages of a listing.
///
/// Throws: `std::invalid_argument` for options that only a stream of items supports.
[[nodiscard]] std::shared_ptr<detail::item_source> make_page_stream(listing const& what);

/// Returns a stream of the items of a listing in parallel windows.
[[nodiscard]] std::shared_ptr<detail::item_source> make_sharded_stream(listing const& what);

/// Returns a stream of the new and updated items of a listing.
[[nodiscard]] std::shared_ptr<detail::item_source> make_watch(watch_spec spec);

} // namespace signalwire::paging
