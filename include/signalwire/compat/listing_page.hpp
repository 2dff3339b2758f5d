#pragma once

#include <signalwire/member_presence.hpp>
#include <signalwire/request_timeline.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::compat
{

/// The members of a page except its items.
///
/// A page without items may have a next page. Only a missing `next_page_uri` ends a listing. There
/// are no totals. URIs are relative to the host; `list_resource::next_page` follows them.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, the responses of all lists.
struct page_head
{
    page_head() = default;

    /// URI of this page.
    std::string uri;
    /// URI of the first page of the listing.
    std::string first_page_uri;
    /// URI of the next page; null or empty on the last page.
    std::optional<std::string> next_page_uri;
    /// URI of the previous page; null or empty on the first page.
    std::optional<std::string> previous_page_uri;
    /// Number of this page, counted from zero.
    std::int64_t page = 0;
    /// Maximum number of items per page.
    std::int64_t page_size = 0;

    /// Unknown members, and values that their member cannot hold.
    boost::json::object extra;

    /// Members that were missing or null in the response.
    member_presence presence;

    /// Durations of the phases of the request for this page.
    request_timeline timeline;
};

/// Base of all pages, a range of its items. `Page` derives from it and has `items`, a pointer to
/// the member that holds the items.
///
/// Thread safety: a value type; distinct objects are independent.
template <class Page, class Item>
struct listing_page : page_head
{
    /// Type of the items.
    using value_type = Item;

    /// Returns an iterator to the first item.
    [[nodiscard]] auto begin() noexcept { return (static_cast<Page&>(*this).*Page::items).begin(); }

    /// Returns an iterator past the last item.
    [[nodiscard]] auto end() noexcept { return (static_cast<Page&>(*this).*Page::items).end(); }

    /// Returns an iterator to the first item.
    [[nodiscard]] auto begin() const noexcept
    {
        return (static_cast<Page const&>(*this).*Page::items).begin();
    }

    /// Returns an iterator past the last item.
    [[nodiscard]] auto end() const noexcept
    {
        return (static_cast<Page const&>(*this).*Page::items).end();
    }

    /// Returns the number of items on the page.
    [[nodiscard]] std::size_t size() const noexcept
    {
        return (static_cast<Page const&>(*this).*Page::items).size();
    }

    /// Returns true if the page has no items.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }

private:
    friend Page;

    listing_page() = default;
};

} // namespace signalwire::compat
