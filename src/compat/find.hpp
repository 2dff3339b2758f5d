#pragma once

#include "core/text.hpp"

#include <signalwire/detail/find_items.hpp>
#include <signalwire/detail/form.hpp>
#include <signalwire/timestamp.hpp>

#include <string>
#include <string_view>

/// How an item is recognized as the one that a form has made.
namespace signalwire::compat
{

/// `text` without what servers may change, in lower case.
[[nodiscard]] inline std::string without_characters(std::string_view text, std::string_view ignored)
{
    std::string out = core::to_lower(text);
    std::erase_if(out, [&](char c) { return ignored.find(c) != std::string_view::npos; });
    return out;
}

/// Compares phone numbers, however they are written, and SIP URIs.
[[nodiscard]] inline bool is_same_address(std::string_view left, std::string_view right)
{
    constexpr std::string_view punctuation = "+-.() ";
    return without_characters(left, punctuation) == without_characters(right, punctuation);
}

/// An item without a time may have been created at any.
[[nodiscard]] inline bool is_since(timestamp const& created, timestamp const& since) noexcept
{
    return created == timestamp() || created >= since;
}

/// Returns a search for what `fields` have made, without a function yet: items to and from the same
/// addresses.
[[nodiscard]] inline detail::item_search search_by_addresses(detail::form const& fields)
{
    constexpr int max_page_size = 1000;
    detail::query selection;
    selection.set_text("To", fields.get("To"));
    if (fields.has("From"))
        selection.set_text("From", fields.get("From"));
    selection.set_number("PageSize", max_page_size, 1, max_page_size);
    return detail::item_search(std::move(selection));
}

/// Compares what `search_by_addresses` has selected with `fields`.
template <class Item>
[[nodiscard]] bool is_made_by(detail::form const& fields, Item const& item, timestamp const& since)
{
    return is_since(item.date_created, since) && is_same_address(item.to, fields.get("To"))
        && (!fields.has("From") || is_same_address(item.from, fields.get("From")));
}

} // namespace signalwire::compat
