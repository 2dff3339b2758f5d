#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>

namespace signalwire::paging
{

/// A page as it came, whole or broken.
template <class Page>
struct fetched_page
{
    fetched_page() = default;

    /// Where it was asked for.
    std::string target;
    Page page;
    /// The size of its body.
    std::uint64_t bytes = 0;
    /// Where the next one is; nothing on the last page and on a broken one.
    std::optional<std::string> next_target;
    /// Why the page is broken, if it is; `page` then holds the items that arrived.
    std::exception_ptr failure;
};

} // namespace signalwire::paging
