#pragma once

#include "async/notification.hpp"
#include "async/operation.hpp"
#include "paging/listing.hpp"
#include "paging/page_queue.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace signalwire::paging
{

/// The pages of a listing, one after the other, prefetched for a single consumer. `page_queue`
/// decides; this class holds the lock, runs the requests and wakes the consumer.
///
/// Nothing is in flight while the pages that were received are enough: a slow consumer holds no
/// connection, and no work on the executor.
class page_source : public std::enable_shared_from_this<page_source>
{
public:
    struct taken
    {
        taken() = default;

        std::optional<fetched_page> page;
        bool at_end = false;
        /// Why the wait ended without a page.
        error_ptr failure;
    };

    /// `on_arrival`, if there is one, is called whenever a page was received, on whichever thread.
    page_source(
        listing what, fetch_limits const& limits, std::function<void()> on_arrival = nullptr);

    [[nodiscard]] listing const& about() const noexcept
    {
        return listing_;
    }

    /// Completes with the next page, or `at_end` after the last one. A broken page comes with its
    /// failure, and is requested again when it is taken again. A wait that was cancelled or stopped
    /// gives a failure without a page.
    boost::asio::awaitable<taken> take();

    /// Returns the next page if it was received; waits for nothing and requests nothing.
    [[nodiscard]] taken take_received();

    /// Calls `look` with the page that is taken next, if it was received.
    void inspect(std::function<void(fetched_page const&)> const& look);

    /// Starts to prefetch; `waiting` is true if the consumer waits elsewhere.
    void begin(bool waiting);

    /// Continues at `target` and drops what was prefetched, while there is no waiter.
    void restart(std::string const& target);

    /// Cancels the requests in flight; callable from any thread. Pages received stay.
    void give_up() noexcept;

    /// Ends everything; callable from any thread.
    void stop() noexcept;

private:
    using ticket = page_queue::ticket;
    using operations = std::map<ticket, std::shared_ptr<async::operation>>;

    /// A request to be started outside the lock.
    struct order
    {
        order() = default;

        ticket name = 0;
        std::string target;
        /// The expected number of items.
        std::size_t size = 0;
        std::shared_ptr<async::operation> op;
    };

    /// What a consumer gets at once, and what it waits for otherwise.
    struct turn
    {
        turn() = default;

        taken now;
        order next;
        std::shared_ptr<async::notification> changed;
    };

    turn next_turn();
    [[nodiscard]] order next_order(bool waiting);
    void start(order const& next);
    static boost::asio::awaitable<fetched_page> fetch(
        std::shared_ptr<page_source> self, order what);
    void on_next_known(order const& arriving, compat::page_head const& head);
    void on_arrival(ticket name, fetched_page&& page);
    [[nodiscard]] std::optional<client::page_link> next_link(
        compat::page_head const& head, std::string const& target) const;
    [[nodiscard]] operations remove(std::vector<ticket> const& names);

    std::mutex mutex_;
    listing const listing_;
    page_queue queue_;
    std::function<void()> const on_arrival_;
    operations running_;
    /// Of the page received last.
    std::size_t page_size_ = 0;
    /// Set while the consumer waits.
    std::shared_ptr<async::notification> changed_;
    bool stopped_ = false;
};

} // namespace signalwire::paging
