#pragma once

#include "client/api_endpoint.hpp"
#include "paging/fetch_limits.hpp"
#include "paging/fetched_page.hpp"
#include "paging/progress_guard.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::paging
{

/// The state machine of a `page_source`, without I/O: which page to request next, when, and which
/// page to give to the consumer. The caller brings the lock.
///
/// Pages are requested in the order of the listing, each as soon as its target is known: the head
/// of the page before names it. They may arrive in any order, and are settled in that of the
/// listing. An early request counts only if the page before, once it is whole, still names it: a
/// page that broke and was requested again may name another one.
class page_queue
{
public:
    /// Names a request in flight.
    using ticket = std::uint64_t;

    struct order
    {
        order(ticket id, std::string where)
            : name(id)
            , target(std::move(where))
        {
        }

        ticket name;
        std::string target;
    };

    /// The listing begins at `first`; nothing for an empty one.
    page_queue(std::optional<std::string> first, fetch_limits const& limits);

    /// The request to start now, if any. `waiting` is true while the consumer waits for a page.
    [[nodiscard]] std::optional<order> next_order(bool waiting);

    /// A page that is still being received has named the next one.
    void announce(ticket name, compat::page_head const& head, client::page_link const& next);

    /// A page was received, whole or broken, with the link to the next one. Returns the requests
    /// that are obsolete.
    [[nodiscard]] std::vector<ticket> arrive(
        ticket name, fetched_page page, std::optional<client::page_link> next);

    /// The next page for the consumer, if it was received.
    [[nodiscard]] std::optional<fetched_page> take();

    /// The page that `take` would return, or null.
    [[nodiscard]] fetched_page const* front() const noexcept;

    [[nodiscard]] bool at_end() const noexcept;

    /// The deviations accepted since the last call, by the names of `engine::count_deviation`.
    [[nodiscard]] std::vector<std::string_view> take_deviations() noexcept;

    /// Forgets all requests in flight; the caller cancels them.
    void give_up() noexcept;

    /// Starts again at another target, when nothing is in flight. Drops the pages received.
    void restart(std::string const& first);

private:
    struct entry
    {
        entry(ticket id, std::string where)
            : name(id)
            , target(std::move(where))
        {
        }

        ticket name;
        std::string target;
        /// The next page, as the head of this one names it.
        std::optional<std::string> announced;
        std::uint64_t most_items = std::numeric_limits<std::uint64_t>::max();
        std::optional<fetched_page> page;
        std::optional<client::page_link> next;
    };

    [[nodiscard]] std::uint64_t most_items(compat::page_head const& head) const noexcept;
    [[nodiscard]] std::optional<std::string> open_end() const;
    [[nodiscard]] bool has_room(bool waiting) const noexcept;
    [[nodiscard]] bool is_wanted() const noexcept;
    [[nodiscard]] bool fits(std::size_t at_hand) const noexcept;
    [[nodiscard]] std::vector<ticket> settle();
    [[nodiscard]] bool judge_items(entry& current);
    void find_next(entry& current);
    void accept(std::string_view deviation, std::string const& uri);
    [[nodiscard]] std::vector<ticket> drop_behind(std::size_t kept);

    fetch_limits limits_;
    /// In the order of the listing: settled ones, then those that are awaited.
    std::deque<entry> pages_;
    std::size_t settled_ = 0;
    /// Items, or pages, settled so far, those included that have been taken.
    std::uint64_t settled_weight_ = 0;
    std::uint64_t largest_ = 0;
    ticket last_ticket_ = 0;
    /// Where the listing goes on behind the settled pages.
    std::optional<std::string> next_target_;
    /// Why it cannot go on behind them.
    error_ptr dead_end_;
    walk_guard guard_;
    std::vector<std::string_view> deviations_;
};

} // namespace signalwire::paging
