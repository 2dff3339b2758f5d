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

/// The members of a page besides its items.
///
/// A page without items may have a next page: only a missing `next_page_uri` ends a listing.
/// There are no totals. URIs are relative to the host; `list_resource::next_page` follows them.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, the responses of all lists.
struct page_head
{
    page_head() = default;

    /// This page.
    std::string uri;
    /// The first page of the listing.
    std::string first_page_uri;
    /// Empty or null on the last page.
    std::optional<std::string> next_page_uri;
    /// Empty or null on the first page.
    std::optional<std::string> previous_page_uri;
    /// The number of this page, counted from zero.
    std::int64_t page = 0;
    /// The maximum number of items per page.
    std::int64_t page_size = 0;

    /// Members that this version does not know, and what other members could not hold.
    boost::json::object extra;

    /// What the response left out.
    member_presence presence;

    /// Where the time of the request for this page went.
    request_timeline timeline;
};

/// The base of the pages of all lists. `Page` derives from it and has `items`, a pointer to the
/// member that holds its items; it is also a range of them.
///
/// Thread safety: a value type; distinct objects are independent.
template <class Page, class Item>
struct listing_page : page_head
{
    /// The items.
    using value_type = Item;

    /// The first item.
    [[nodiscard]] auto begin() noexcept
    {
        return (static_cast<Page&>(*this).*Page::items).begin();
    }

    /// One past the last item.
    [[nodiscard]] auto end() noexcept
    {
        return (static_cast<Page&>(*this).*Page::items).end();
    }

    /// The first item.
    [[nodiscard]] auto begin() const noexcept
    {
        return (static_cast<Page const&>(*this).*Page::items).begin();
    }

    /// One past the last item.
    [[nodiscard]] auto end() const noexcept
    {
        return (static_cast<Page const&>(*this).*Page::items).end();
    }

    /// The number of items on the page.
    [[nodiscard]] std::size_t size() const noexcept
    {
        return (static_cast<Page const&>(*this).*Page::items).size();
    }

    /// Whether it holds none.
    [[nodiscard]] bool empty() const noexcept
    {
        return size() == 0;
    }

private:
    friend Page;

    listing_page() = default;
};

} // namespace signalwire::compat
