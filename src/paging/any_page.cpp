#include "paging/any_page.hpp"

#include <functional>
#include <string_view>

namespace signalwire::paging
{

void any_page::unify_ends() const noexcept
{
    for (std::optional<std::string>* const uri : {&head().next_page_uri, &head().previous_page_uri})
    {
        if (!names_page(*uri))
            uri->reset();
    }
}

std::vector<std::size_t> hashes_of_items(any_page const& page)
{
    std::vector<std::size_t> hashes;
    hashes.reserve(page.size());
    for (item_ref const item : page)
    {
        std::string_view const id = item.id();
        hashes.push_back(
            id.empty() ? std::hash<std::string>()(item.content())
                       : std::hash<std::string_view>()(id));
    }
    return hashes;
}

} // namespace signalwire::paging
