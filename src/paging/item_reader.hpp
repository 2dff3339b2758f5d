#pragma once

#include "paging/order_check.hpp"
#include "paging/page_source.hpp"
#include "paging/position.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace signalwire::paging
{

/// Walks through a listing item by item and knows its position: how many items of which page were
/// delivered, how to continue after an error, and how to find the position again when its page
/// token has expired. Does no I/O: its owner takes the pages from `source`.
class item_walk
{
public:
    /// Begins at the first target of the listing, after `from`. `on_arrival` as in `page_source`.
    item_walk(
        listing const& what, place from, fetch_limits const& limits,
        std::function<void()> on_arrival = nullptr);

    [[nodiscard]] page_source& source() const noexcept
    {
        return *source_;
    }

    /// The current page, or the next one.
    [[nodiscard]] std::string const& target() const noexcept
    {
        return target_;
    }

    [[nodiscard]] paging::place const& place() const noexcept
    {
        return place_;
    }

    [[nodiscard]] bool at_end() const noexcept
    {
        return at_end_;
    }

    /// The item to deliver next; nothing when a page is needed first.
    [[nodiscard]] std::optional<item_ref> available() const noexcept;

    /// Passes the available item, which may then be moved from.
    void pass();

    /// Leaves a page whose items were passed: the position moves to the next page. Returns the
    /// failure of a broken page; the position then stays.
    [[nodiscard]] error_ptr leave_page();

    /// Enters the page that `source` gave; nothing means the end of the listing. Returns why the
    /// position cannot be found again, or null.
    [[nodiscard]] error_ptr enter_page(std::optional<fetched_page> page);

private:
    /// Where to continue on the page that comes next.
    enum class approach
    {
        /// At its begin.
        straight,
        /// After the items of it that were delivered.
        return_to_page,
        /// At the position, on whichever page it is.
        search
    };

    void find();
    [[nodiscard]] error_ptr reach_end();
    [[nodiscard]] bool falls_back(fetched_page const& page);
    [[nodiscard]] bool is_newest_first() const noexcept;
    [[nodiscard]] bool is_in_doubt() const noexcept;
    void search_everywhere();
    void search(std::optional<std::chrono::sys_seconds> const& moment);

    std::shared_ptr<page_source> source_;
    std::optional<fetched_page> page_;
    std::size_t index_ = 0;
    std::string target_;
    paging::place place_;
    approach approach_ = approach::straight;
    /// The order of the items on the pages that were searched.
    order_check order_;
    /// The searched listing does not begin at its beginning.
    bool narrowed_ = false;
    /// No page was received whole since the beginning or since the last error.
    bool begins_ = true;
    bool at_end_;
};

} // namespace signalwire::paging
