#pragma once

#include <signalwire/compat/call.hpp>
#include <signalwire/member_presence.hpp>
#include <signalwire/request_timeline.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace signalwire::compat
{

/// One page of a listing of calls; also a range of `call`.
///
/// A page without calls may have a next page: only a missing `next_page_uri` ends a listing.
/// There are no totals. URIs are relative to the host; `calls::next_page` follows them.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Calls, list: the response.
struct call_page
{
    call_page() = default;

    std::string uri;
    std::string first_page_uri;
    /// Empty or null on the last page.
    std::optional<std::string> next_page_uri;
    /// Empty or null on the first page.
    std::optional<std::string> previous_page_uri;
    /// The number of this page, counted from zero.
    std::int64_t page = 0;
    /// How many calls a page may hold.
    std::int64_t page_size = 0;
    std::vector<call> calls;

    /// Members that this version does not know.
    boost::json::object extra;

    member_presence presence;

    /// Where the time of the request for this page went.
    request_timeline timeline;

    [[nodiscard]] auto begin() noexcept
    {
        return calls.begin();
    }

    [[nodiscard]] auto end() noexcept
    {
        return calls.end();
    }

    [[nodiscard]] auto begin() const noexcept
    {
        return calls.begin();
    }

    [[nodiscard]] auto end() const noexcept
    {
        return calls.end();
    }

    [[nodiscard]] std::size_t size() const noexcept
    {
        return calls.size();
    }

    [[nodiscard]] bool empty() const noexcept
    {
        return calls.empty();
    }
};

} // namespace signalwire::compat
