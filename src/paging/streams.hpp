#pragma once

#include "paging/listing.hpp"
#include "paging/watch_spec.hpp"

#include <signalwire/detail/item_source.hpp>

#include <memory>

namespace signalwire::paging
{

/// Returns a stream of the items of a listing, as its options request. Throws
/// `std::invalid_argument` if they cannot be combined.
[[nodiscard]] std::shared_ptr<detail::item_source> make_item_stream(listing const& what);

/// Returns a stream of the pages of a listing. Throws `std::invalid_argument` for options that only
/// a stream of items has.
[[nodiscard]] std::shared_ptr<detail::item_source> make_page_stream(listing const& what);

/// Returns a stream of the items of a listing in several windows of time.
[[nodiscard]] std::shared_ptr<detail::item_source> make_sharded_stream(listing const& what);

/// Returns a stream of the new and changed items of a listing.
[[nodiscard]] std::shared_ptr<detail::item_source> make_watch(watch_plan plan);

} // namespace signalwire::paging
