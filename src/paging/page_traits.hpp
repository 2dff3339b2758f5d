#pragma once

#include "paging/time_window.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

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

/// Whether there is a page URI: the ends of a listing are blank, too.
[[nodiscard]] inline bool names_page(std::optional<std::string> const& uri) noexcept
{
    return uri && uri->find_first_not_of(" \t") != std::string::npos;
}

/// The API writes the ends of a listing as null, as "" or not at all; users find null.
template <class Page>
void unify_ends(Page& page)
{
    for (std::optional<std::string>* const uri :
         {&page_traits<Page>::next_uri(page), &page_traits<Page>::previous_uri(page)})
    {
        if (!names_page(*uri))
            uri->reset();
    }
}

/// Identifies each item of a page within a walk: by its id, whatever else has changed in it; what
/// has no id, by all of it.
template <class Page>
[[nodiscard]] std::vector<std::size_t> hashes_of_items(Page const& page)
{
    using traits = page_traits<Page>;
    std::vector<std::size_t> hashes;
    hashes.reserve(traits::items(page).size());
    for (auto const& item : traits::items(page))
    {
        std::string const& id = traits::id(item);
        hashes.push_back(std::hash<std::string>()(id.empty() ? traits::content(item) : id));
    }
    return hashes;
}

} // namespace signalwire::paging
