#pragma once

#include "async/notification.hpp"
#include "async/operation.hpp"
#include "client/request.hpp"
#include "client/response_model.hpp"
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
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// Returns the limits in the options of `what`. `counts_pages` as in `fetch_limits`.
[[nodiscard]] fetch_limits make_fetch_limits(listing const& what, bool counts_pages);

/// Keeps the longest of several broken responses until a complete page is received, and reports the
/// head of a page as soon as it names the next page.
class page_response_model final : public client::response_model
{
public:
    using listener = std::function<void(compat::page_head const& head)>;

    /// `size` is the expected number of items; `on_next_known` may be empty.
    explicit page_response_model(
        list_type const& type, std::size_t size = 0, listener on_next_known = nullptr)
        : type_(type)
        , size_(size)
        , on_next_known_(std::move(on_next_known))
    {
    }

    json::object_schema const& type() const noexcept override
    {
        return *type_.page;
    }

    void* start() override;
    void on_input_drained() override;

    /// Returns the received page with `result`, the result of the request. If that failed, the page
    /// is the broken one with the most items.
    [[nodiscard]] fetched_page take(client::fetch_result const& result);

private:
    void keep_longer() noexcept;

    list_type const& type_;
    std::size_t size_;
    listener on_next_known_;
    bool next_reported_ = false;
    any_page page_;
    any_page longest_;
};

/// Fetches the pages of a listing for one consumer and prefetches. `page_queue` decides; this class
/// holds the lock, runs the requests and wakes the consumer.
///
/// Invariant: no request is in flight while the received pages suffice, so a slow consumer holds no
/// connection, and no work on the executor.
class page_source : public std::enable_shared_from_this<page_source>
{
public:
    struct taken
    {
        taken() = default;

        std::optional<fetched_page> page;
        bool at_end = false;
        /// The reason if the wait ended without a page.
        error_ptr failure;
    };

    /// `on_completion` may be empty. It is called on any thread when a request has completed.
    page_source(
        listing what, fetch_limits const& limits, std::function<void()> on_completion = nullptr);

    [[nodiscard]] listing const& get_listing() const noexcept
    {
        return listing_;
    }

    /// Completes with the next page, or `at_end` after the last one. A broken page has its failure;
    /// the next call requests it again. A cancelled or stopped wait completes with a failure and
    /// no page.
    boost::asio::awaitable<taken> take();

    /// Returns the next page if it was received. Does not wait and starts no request.
    [[nodiscard]] taken try_take();

    /// Calls `visit` with the page that `try_take` would return, if any.
    void inspect(std::function<void(fetched_page const&)> const& visit);

    /// Starts requests; `waiting` is true if the consumer waits elsewhere.
    void start_fetching(bool waiting);

    /// Continues at `target` and drops prefetched pages. Precondition: the consumer does not wait.
    void restart(std::string const& target);

    /// Cancels the requests in flight and keeps the received pages. Thread safety: any thread.
    void cancel_fetches() noexcept;

    /// Ends all requests and waits. Thread safety: any thread.
    void stop() noexcept;

private:
    using ticket = page_queue::ticket;
    using operations = std::map<ticket, std::shared_ptr<async::operation>>;

    class page_fetch;

    /// A request to start outside the lock.
    struct fetch_start
    {
        fetch_start() = default;

        ticket id = 0;
        std::string target;
        /// The expected number of items.
        std::size_t size = 0;
        std::shared_ptr<async::operation> op;
    };

    /// What the consumer gets, or what it must wait for.
    struct poll_result
    {
        poll_result() = default;

        taken now;
        fetch_start next;
        std::shared_ptr<async::notification> changed;
    };

    poll_result poll();
    [[nodiscard]] fetch_start next_fetch(bool waiting);
    void start(fetch_start const& next);
    void on_next_known(ticket id, compat::page_head const& head, next_page const& next);
    void on_completion(ticket id, fetched_page&& page);
    void parse_link(
        std::optional<next_page>& link, compat::page_head const& head,
        std::string const& target) const;
    [[nodiscard]] operations remove(std::vector<ticket> const& ids);

    std::mutex mutex_;
    listing const listing_;
    page_queue queue_;
    std::function<void()> const on_completion_;
    operations running_;
    /// Number of items of the last received page.
    std::size_t page_size_ = 0;
    /// Set while the consumer waits.
    std::shared_ptr<async::notification> changed_;
    bool stopped_ = false;
};

} // namespace signalwire::paging
