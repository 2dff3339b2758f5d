#pragma once

#include <signalwire/errc.hpp>
#include <signalwire/error.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace signalwire::paging
{

/// The error for a page URI that leads away from its listing; `problem` is a clause.
[[nodiscard]] error_ptr foreign_page(std::string const& uri, std::string const& problem);

/// The error of strict mode for a page, or a page URI, that deviates: `deviation` is a name of
/// `client_stats::deviations_by_member`.
[[nodiscard]] error_ptr deviating_page(std::string const& uri, std::string_view deviation);

/// The error for a walk that does not get anywhere; see `walk_guard`.
[[nodiscard]] error_ptr endless_walk(errc objection, std::string const& uri);

/// The item `last_id` cannot be found again in the listing at `target`.
[[nodiscard]] error_ptr lost_place(std::string const& last_id, std::string const& target);

/// More than `most` items are new in the listing at `target`.
[[nodiscard]] error_ptr too_many_changes(std::string const& target, std::size_t most);

/// The listing at `target` has items after older ones, such as one made at `newer` after one made
/// at `older`.
[[nodiscard]] error_ptr not_newest_first(
    std::string const& target, std::chrono::sys_seconds older, std::chrono::sys_seconds newer);

} // namespace signalwire::paging
