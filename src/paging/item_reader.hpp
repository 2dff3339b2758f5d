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

/// Reads a listing item by item and tracks the position: the number of delivered items of which
/// page, how to continue after an error, and how to find the position again if its page token has
/// expired. Does no I/O: its owner takes the pages from `source`.
class item_reader
{
public:
    /// Begins at the first target of the listing, after `from`. `on_completion` as in
    /// `page_source`.
    item_reader(
        listing const& what, paging::position from, fetch_limits const& limits,
        std::function<void()> on_completion = nullptr);

    [[nodiscard]] page_source& source() const noexcept
    {
        return *source_;
    }

    /// Returns the target of the current page, or of the next one.
    [[nodiscard]] std::string const& target() const noexcept
    {
        return target_;
    }

    [[nodiscard]] paging::position const& position() const noexcept
    {
        return position_;
    }

    [[nodiscard]] bool at_end() const noexcept
    {
        return at_end_;
    }

    /// Returns the next item to deliver; `nullopt` if a page is required first.
    [[nodiscard]] std::optional<item_ref> available() const noexcept
    {
        return next_ == end_ ? std::nullopt : std::optional(*next_);
    }

    /// Moves the position after the available item, which may then be moved from.
    void advance();

    /// Call after all items of a page: the position moves to the next page. Returns the failure of
    /// a broken page; the position then does not change.
    [[nodiscard]] error_ptr finish_page();

    /// Call with the page from `source`; `nullopt` is the end of the listing. Returns an error if
    /// the position cannot be found again, else null.
    [[nodiscard]] error_ptr begin_page(std::optional<fetched_page> page);

private:
    /// Where to start on the next page.
    enum class start_mode
    {
        first_item,
        /// After the items of it that were delivered.
        saved_page,
        /// After the position, on whichever page it is.
        search_by_id
    };

    void set_page(std::optional<fetched_page> page);
    void find_position();
    [[nodiscard]] error_ptr reach_end();
    [[nodiscard]] bool try_search(fetched_page const& page);
    [[nodiscard]] bool is_newest_first() const noexcept;
    [[nodiscard]] bool is_unproven() const noexcept;
    void search_everywhere();
    void search(std::optional<std::chrono::sys_seconds> const& from);

    std::shared_ptr<page_source> source_;
    std::optional<fetched_page> page_;
    /// The items of the page that remain.
    any_page::iterator next_;
    any_page::iterator end_;
    std::string target_;
    paging::position position_;
    start_mode start_mode_ = start_mode::first_item;
    /// The order of the items on the pages that were searched.
    order_check order_;
    /// The searched listing does not begin at its beginning.
    bool narrowed_ = false;
    /// No complete page was received since the beginning or since the last error.
    bool no_complete_page_yet_ = true;
    bool at_end_;
};

} // namespace signalwire::paging
