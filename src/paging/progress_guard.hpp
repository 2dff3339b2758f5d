#pragma once

#include "paging/cycle_detector.hpp"

#include <signalwire/errc.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace signalwire::paging
{

/// Watches a walk from page to page for signs that it will never end, or never get anywhere.
///
/// A page is known by its address, that is its token, and by its items. A page that ends in an item
/// of the first page, or of the one before it, does not get on, whatever its token says. This can
/// happen in a listing by offsets while new items push the others back by a page or more. So what
/// it repeats is left out, because it has been delivered, and the walk goes on, unless that happens
/// several times in a row. All the items of an earlier page, in whatever order, are a circle.
class walk_guard
{
public:
    enum class page_kind
    {
        /// To be delivered.
        fresh,
        /// To be delivered without the items that have been delivered.
        repeated,
        /// The walk goes in a circle.
        circle
    };

    /// The walk begins at `first`, a target.
    explicit walk_guard(std::string_view first);

    /// A page has come with the items that `hashes` identify. Only whole pages, each once.
    [[nodiscard]] page_kind visit(std::vector<std::size_t> const& hashes);

    /// Whether the item is one of a page that `repeated` was said of, and has been delivered.
    [[nodiscard]] bool was_delivered(std::size_t hash) const
    {
        return first_.contains(hash) || previous_.contains(hash);
    }

    /// The walk goes from the page visited last on to `target`. Gives what is wrong with that:
    /// `errc::page_cycle`, `errc::too_many_empty_pages`, or nothing.
    [[nodiscard]] std::optional<errc> go_on(std::string_view target);

    /// Whether the target that the walk goes on to asks for smaller pages than the one before.
    [[nodiscard]] bool gets_smaller() const noexcept
    {
        return gets_smaller_;
    }

    /// Whether `go_on` may object to `target`, as far as that can be told before the page that
    /// names it is complete.
    [[nodiscard]] bool doubts(std::string_view target) const;

    /// So many empty pages in a row are no listing. A filter that selects little gives some.
    static constexpr std::size_t most_empty_pages = 1000;

    /// So many pages in a row may not get on.
    static constexpr std::size_t most_repeated_pages = 2;

private:
    cycle_detector addresses_;
    cycle_detector contents_;
    /// The items of the first page that has some, and of the last one that got on.
    std::unordered_set<std::size_t> first_;
    std::unordered_set<std::size_t> previous_;
    std::size_t empty_pages_ = 0;
    std::size_t repeated_pages_ = 0;
    /// The page size that the last target asked for; 0 when it did not say.
    std::size_t page_size_ = 0;
    bool gets_smaller_ = false;
};

} // namespace signalwire::paging
