#pragma once

#include <optional>
#include <string>

namespace signalwire::paging
{

/// What this room must know of a page. Specialised beside each resource, with:
///
///     using item_type = …;
///     static std::vector<item_type>& items(Page& page);
///     static std::string const& id(item_type const& item);
///     static std::optional<std::chrono::sys_seconds> moment(item_type const& item);
///     static std::optional<std::chrono::sys_seconds> changed(item_type const& item);
///     static std::string content(item_type const& item);
///     static std::optional<std::string>& next_uri(Page& page);
///     static std::optional<std::string>& previous_uri(Page& page);
///     static std::int64_t page_size(Page const& page);
///     static void begin_before(detail::query& query, std::chrono::sys_seconds moment);
///
/// `moment` is when an item was made, if the response tells: listings run from the newest item to
/// the oldest. `changed` is when it was changed last, if that is told; `content` is all of it as
/// text, another text when anything is different. `begin_before` may narrow a selection so that its
/// listing begins not long before items made at `moment`; it must not lose any of those made then
/// or earlier.
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

} // namespace signalwire::paging
