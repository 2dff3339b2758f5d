#pragma once

#include "paging/cycle_detector.hpp"

#include <signalwire/errc.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace signalwire::paging
{

/// Watches a walk from page to page for signs that it will never end, or never get anywhere.
///
/// A page is known by its address, that is its token, and by its items. A page of which all items
/// have been there before is a repetition, whatever its token says. Usually that is a circle. It
/// can also happen in a listing by offsets while new items push the others back, but then all
/// items of a page have to be pushed on by exactly one page: which is likely for pages of a single
/// item only. Such a page is left out, because its item has been delivered, and the walk goes on,
/// unless that happens several times in a row.
class walk_guard
{
public:
    enum class page_kind
    {
        /// To be delivered.
        fresh,
        /// All its items have been delivered: to be left out.
        repeated,
        /// The walk goes in a circle.
        circle
    };

    /// The walk begins at `first`, a target.
    explicit walk_guard(std::string_view first);

    /// A page of `items` items has come, which `hash` identifies. Only whole pages, each once.
    [[nodiscard]] page_kind visit(std::size_t items, std::size_t hash);

    /// The walk goes from the page visited last on to `target`. Gives what is wrong with that:
    /// `errc::page_cycle`, `errc::empty_pages`, or nothing.
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

    /// So many pages of a single item may repeat in a row.
    static constexpr std::size_t most_repeated_pages = 2;

private:
    cycle_detector addresses_;
    cycle_detector contents_;
    std::size_t empty_pages_ = 0;
    std::size_t repeated_pages_ = 0;
    /// The page size that the last target asked for; 0 when it did not say.
    std::size_t page_size_ = 0;
    bool gets_smaller_ = false;
};

} // namespace signalwire::paging
