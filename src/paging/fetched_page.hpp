#pragma once

#include "paging/any_page.hpp"

#include <signalwire/error.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace signalwire::paging
{

/// A page as it was received, whole or broken.
struct fetched_page
{
    fetched_page() = default;

    explicit fetched_page(error_ptr why) noexcept
        : failure(std::move(why))
    {
    }

    /// Where it was requested.
    std::string target;
    any_page page;
    /// The size of its body.
    std::uint64_t bytes = 0;
    /// The target of the next page; nothing on the last page and on a broken one.
    std::optional<std::string> next_target;
    /// Why the page is broken, or null. A broken page has the items that were received.
    error_ptr failure;
};

} // namespace signalwire::paging
