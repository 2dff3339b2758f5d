#pragma once

#include "paging/cycle_detector.hpp"

#include <signalwire/errc.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace signalwire::paging
{

/// Watches a walk from page to page for signs that it will never end, or never get anywhere.
class walk_guard
{
public:
    /// The walk begins at `first`, a target.
    explicit walk_guard(std::string_view first);

    /// The walk goes from a page of `items` items on to `target`. Gives what is wrong with that:
    /// `errc::page_cycle`, `errc::shrinking_pages`, `errc::empty_pages`, or nothing.
    [[nodiscard]] std::optional<errc> go_on(std::size_t items, std::string_view target);

    /// Whether `go_on` may object to `target`, as far as that can be told before the page that
    /// names it is complete.
    [[nodiscard]] bool doubts(std::string_view target) const;

    /// So many empty pages in a row are no listing. A filter that selects little gives some.
    static constexpr std::size_t most_empty_pages = 1000;

private:
    cycle_detector cycle_;
    std::size_t empty_pages_ = 0;
    /// The page size that the last target asked for; 0 when it did not say.
    std::size_t page_size_ = 0;
};

} // namespace signalwire::paging
