#pragma once

#include <signalwire/compat/listing_page.hpp>
#include <signalwire/detail/projection.hpp>

#include <utility>
#include <vector>

namespace signalwire::compat
{

/// One page of a list, of which only some members were decoded; also a range of `Item`. The result
/// of `list_resource::list<Item>`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, the responses of all lists.
template <class Item>
struct projected_page : listing_page<projected_page<Item>, Item>
{
    projected_page() = default;

    /// Internal: takes over a decoded page.
    explicit projected_page(detail::projected_rows&& received)
    {
        static_cast<page_head&>(*this) = std::move(static_cast<page_head&>(received));
        auto& rows = *static_cast<std::vector<detail::projected_row<Item>>*>(received.rows.get());
        values.reserve(rows.size());
        for (detail::projected_row<Item>& each : rows)
            values.push_back(std::move(each.value));
    }

    /// Internal: returns the page as it is decoded, for fakes.
    [[nodiscard]] detail::projected_rows release() &&
    {
        detail::projected_rows out(detail::projection_of<Item>);
        static_cast<page_head&>(out) = std::move(static_cast<page_head&>(*this));
        for (Item& each : values)
            detail::projected_row<Item>::at(out.type->append(out.rows.get())).value =
                std::move(each);
        return out;
    }

    /// Items of the page in the order of the API.
    std::vector<Item> values;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<Item> projected_page::* items = &projected_page::values;
};

} // namespace signalwire::compat
