#pragma once

#include <signalwire/errc.hpp>
#include <signalwire/error.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace signalwire::paging
{

/// Returns the error for a page URI that points outside its listing; `reason` is a lower-case
/// clause.
[[nodiscard]] error_ptr page_outside_listing_error(
    std::string const& uri, std::string const& reason);

/// Returns the error of strict mode for a page or a page URI that deviates. `deviation` is a name
/// of `client_stats::deviations_by_member`.
[[nodiscard]] error_ptr deviating_page_error(std::string const& uri, std::string_view deviation);

/// Returns the error for a listing without progress, see `progress_guard`.
[[nodiscard]] error_ptr no_progress_error(errc objection, std::string const& uri);

/// Returns the error if `last_id` is not in the listing at `target` any more.
[[nodiscard]] error_ptr resume_position_lost_error(
    std::string const& last_id, std::string const& target);

/// Returns the error if more than `max_items` items are new in the listing at `target`.
[[nodiscard]] error_ptr too_many_changes_error(std::string const& target, std::size_t max_items);

/// Returns the error if the listing at `target` has items after older ones, for example one created
/// at `newer` after one created at `older`.
[[nodiscard]] error_ptr not_newest_first_error(
    std::string const& target, std::chrono::sys_seconds older, std::chrono::sys_seconds newer);

} // namespace signalwire::paging
