#pragma once

#include <signalwire/compat/call.hpp>
#include <signalwire/compat/listing_page.hpp>

#include <vector>

namespace signalwire::compat
{

/// One page of calls; also a range of `call`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Calls, list: the response.
struct call_page : listing_page<call_page, call>
{
    call_page() = default;

    /// Calls of the page, newest first.
    std::vector<call> calls;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<call> call_page::* items = &call_page::calls;
};

} // namespace signalwire::compat
