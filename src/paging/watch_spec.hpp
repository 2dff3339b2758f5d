#pragma once

#include "paging/change_tracker.hpp"
#include "paging/listing.hpp"
#include "paging/poll_pace.hpp"

#include <signalwire/detail/query.hpp>
#include <signalwire/watch_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace signalwire::paging
{

/// What is watched, and how.
struct watch_plan
{
    /// Throws `std::invalid_argument` when the list has no known order, an option makes no sense,
    /// `selection` names a page, or `options` resume something else.
    watch_plan(
        std::shared_ptr<client::engine> client, list_type const& type, std::string path,
        detail::query const& selection, std::chrono::milliseconds interval,
        watch_options const& options);

    /// A position that a watch with this plan has reached.
    [[nodiscard]] cursor position(version_book const& reached) const;

    listing what;
    /// Identifies account, resource, selection and that they are watched, not streamed.
    std::uint64_t fingerprint;
    std::chrono::seconds window;
    std::size_t max_items;
    poll_pace pace;
    /// What is known in the beginning.
    version_book book;
};

} // namespace signalwire::paging
