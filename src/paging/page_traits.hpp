#pragma once

#include "paging/time_window.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace signalwire::paging
{

/// What this room must know of a page. Specialised beside each resource, with:
///
///     using item_type = …;
///     static std::vector<item_type>& items(Page& page);          // and the same for const
///     static std::string const& id(item_type const& item);
///     static std::optional<std::chrono::sys_seconds> moment(item_type const& item);
///     static std::optional<std::chrono::sys_seconds> changed(item_type const& item);
///     static std::string content(item_type const& item);
///     static std::optional<std::string>& next_uri(Page& page);
///     static std::optional<std::string>& previous_uri(Page& page);
///     static std::int64_t page_size(Page const& page);
///     static std::optional<std::chrono::sys_seconds> selected_time(item_type const& item);
///     static constexpr time_parameters times = …;
///
/// `moment` is when an item was made, if the response tells: listings run from the newest item to
/// the oldest. `selected_time` is what the parameters `times` compare. `changed` is when it was
/// changed last, if that is told; `content` is all of it as text, another text when anything is
/// different.
template <class Page>
struct page_traits;

/// The API writes the ends of a listing as null, as "" or not at all; users find null.
template <class Page>
void unify_ends(Page& page)
{
    for (std::optional<std::string>* const uri :
         {&page_traits<Page>::next_uri(page), &page_traits<Page>::previous_uri(page)})
    {
        if (*uri && (*uri)->empty())
            uri->reset();
    }
}

/// Identifies the items of a page, in their order, within a walk: by their ids, whatever else has
/// changed in them; what has no id, by all of it.
template <class Page>
[[nodiscard]] std::size_t hash_of_items(Page const& page)
{
    using traits = page_traits<Page>;
    constexpr std::size_t golden_ratio = 0x9e3779b97f4a7c15;
    std::size_t hash = traits::items(page).size();
    for (auto const& item : traits::items(page))
    {
        std::string const& id = traits::id(item);
        std::size_t const own = std::hash<std::string>()(id.empty() ? traits::content(item) : id);
        hash = (hash ^ own) * golden_ratio;
        hash ^= hash >> 32;
    }
    return hash;
}

} // namespace signalwire::paging
