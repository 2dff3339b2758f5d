#pragma once

#include "client/api_endpoint.hpp"
#include "paging/any_page.hpp"
#include "paging/progress_guard.hpp"

#include <signalwire/error.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// Limits of the pages and requests that a `page_queue` holds for its consumer.
struct fetch_limits
{
    fetch_limits() = default;

    /// Pages in addition to the one that the consumer has or waits for.
    std::size_t pages = 1;
    /// Total size of their bodies.
    std::uint64_t bytes = std::numeric_limits<std::uint64_t>::max();
    /// Maximum number of items, or pages, that the consumer takes.
    std::optional<std::uint64_t> max_items;
    /// True if `max_items` counts pages.
    bool counts_pages = false;
    /// True if a page may be requested while the one before it is being received.
    bool fetch_while_receiving = true;
    /// True if pages that deviate end the listing, as in `decoding_mode::strict`.
    bool strict = false;
};

/// The link of a page to the next one, parsed once.
struct next_page
{
    next_page(std::string page_uri, client::page_link validated)
        : uri(std::move(page_uri))
        , link(std::move(validated))
        , address(link.target)
    {
    }

    /// As received.
    std::string uri;
    client::page_link link;
    page_address address;
};

/// A received page, complete or broken.
struct fetched_page
{
    fetched_page() = default;

    explicit fetched_page(error_ptr why) noexcept
        : failure(std::move(why))
    {
    }

    /// The target of the request.
    std::string target;
    any_page page;
    /// Size of the body.
    std::uint64_t bytes = 0;
    /// The link of a complete page, before it is validated.
    std::optional<next_page> next;
    /// The validated target of the next page; `nullopt` on the last page and on a broken one.
    std::optional<std::string> next_target;
    /// The failure of a broken page, or null. A broken page has the items that were received.
    error_ptr failure;
};

/// Returns a hash for each item that identifies it in a listing: of the ID, whatever else has
/// changed, or of the content if there is no ID.
[[nodiscard]] std::vector<std::size_t> item_hashes(any_page const& page);

/// The state machine of a `page_source`, without I/O: which page to request next, when, and which
/// page the consumer gets. The caller provides the lock.
///
/// Pages are requested in the order of the listing, each as soon as its target is known from the
/// head of the page before. They are received in any order and validated in that of the listing. An
/// early request is valid only if the page before it, when it is complete, still names its target:
/// a page that broke and was requested again may name another one.
class page_queue
{
public:
    /// Identifies a request in flight.
    using ticket = std::uint64_t;

    struct fetch_request
    {
        fetch_request(ticket number, std::string page_target)
            : id(number)
            , target(std::move(page_target))
        {
        }

        ticket id;
        std::string target;
    };

    /// The listing begins at `first`; `nullopt` for an empty one.
    page_queue(std::optional<std::string> first, fetch_limits const& limits);

    /// Returns the request to start now, if any. `waiting` is true while the consumer waits.
    [[nodiscard]] std::optional<fetch_request> next_fetch(bool waiting);

    /// Call when the head of a page that is being received names the next one.
    void on_next_known(ticket id, compat::page_head const& head, next_page const& next);

    /// Call when a page was received, complete or broken. Returns the requests that are obsolete.
    [[nodiscard]] std::vector<ticket> on_page(ticket id, fetched_page page);

    /// Returns the next page for the consumer, if it was received.
    [[nodiscard]] std::optional<fetched_page> take();

    /// Returns the page that `take` would return, or null.
    [[nodiscard]] fetched_page const* front() const noexcept;

    [[nodiscard]] bool at_end() const noexcept;

    /// Returns the deviations accepted since the last call, as names for `engine::count_deviation`.
    [[nodiscard]] std::vector<std::string_view> take_deviations() noexcept;

    /// Drops all requests in flight; the caller cancels them.
    void cancel_fetches() noexcept;

    /// Restarts at another target and drops the received pages. Precondition: no request is in
    /// flight.
    void restart(std::string const& first);

private:
    struct entry : fetch_request
    {
        using fetch_request::fetch_request;

        /// The next page, according to the head of this one.
        std::optional<std::string> next_target;
        std::uint64_t max_items = std::numeric_limits<std::uint64_t>::max();
        std::optional<fetched_page> page;
    };

    [[nodiscard]] std::uint64_t max_items(compat::page_head const& head) const noexcept;
    [[nodiscard]] std::optional<std::string> next_unrequested() const;
    [[nodiscard]] bool has_room(bool waiting) const noexcept;
    [[nodiscard]] bool is_wanted() const noexcept;
    [[nodiscard]] bool fits(std::size_t awaited) const noexcept;
    [[nodiscard]] std::vector<ticket> validate();
    [[nodiscard]] bool validate_items(fetched_page& received);
    void validate_next(fetched_page& received);
    void accept(std::string_view deviation, std::string const& uri);
    [[nodiscard]] std::vector<ticket> drop_after(std::size_t kept);

    fetch_limits limits_;
    /// In the order of the listing: first the validated pages, then the others.
    std::deque<entry> pages_;
    std::size_t validated_ = 0;
    /// Number of items, or pages, that were ever validated.
    std::uint64_t validated_weight_ = 0;
    std::uint64_t max_page_bytes_ = 0;
    ticket last_ticket_ = 0;
    /// The target after the validated pages.
    std::optional<std::string> next_target_;
    /// The error after the validated pages.
    error_ptr terminal_error_;
    progress_guard guard_;
    std::vector<std::string_view> deviations_;
};

} // namespace signalwire::paging
