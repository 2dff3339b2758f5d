#pragma once

#include "paging/change_tracker.hpp"
#include "paging/generator.hpp"
#include "paging/listing.hpp"
#include "paging/poll.hpp"

#include <signalwire/detail/query.hpp>
#include <signalwire/watch_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace signalwire::paging
{

/// The settings and the start of a watch.
struct watch_spec
{
    /// Throws: `std::invalid_argument` for a list without a known order, for an invalid option, if
    /// `filter` names a page, or if the cursor to resume from is of another watch.
    watch_spec(
        std::shared_ptr<client::engine> owner, list_type_ptr type, std::string path,
        detail::query const& filter, std::chrono::milliseconds interval,
        watch_options const& options);

    /// Returns the position of a watch with these settings.
    [[nodiscard]] cursor position(change_tracker const& reached) const;

    listing watched;
    /// Identifies account, resource and filter, and that it is a watch and not a stream.
    std::uint64_t fingerprint;
    std::chrono::seconds lookback;
    std::size_t max_items;
    remaining_limit polls;
    poll_backoff backoff;
    /// The state at the start.
    change_tracker tracker;
};

} // namespace signalwire::paging
