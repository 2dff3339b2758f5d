#pragma once

#include "paging/item_generator.hpp"
#include "paging/page_generator.hpp"
#include "paging/sharded_generator.hpp"

#include <signalwire/async_generator.hpp>

#include <memory>
#include <stdexcept>

/// Streams of a listing, whatever its options ask for.
namespace signalwire::paging
{

template <class Page>
[[nodiscard]] auto make_item_stream(listing const& what)
{
    using traits = page_traits<Page>;
    using item = typename traits::item_type;
    if (!wants_windows(what.options))
        return async_generator<item>(std::make_shared<item_generator<Page>>(what));
    return async_generator<item>(
        std::make_shared<sharded_generator<Page>>(sharded_listing(what, traits::times)));
}

template <class Page>
[[nodiscard]] async_generator<Page> make_page_stream(listing const& what)
{
    if (wants_windows(what.options))
    {
        throw std::invalid_argument(
            "stream_options: only a stream of items can be read in shards or parts");
    }
    return async_generator<Page>(std::make_shared<page_generator<Page>>(what));
}

} // namespace signalwire::paging
