#pragma once

#include <signalwire/pagination_error.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <string>
#include <string_view>

namespace signalwire::paging
{

/// The error for a page URI that leads away from its listing; `problem` is a clause.
[[nodiscard]] pagination_error foreign_page(std::string const& uri, std::string const& problem);

/// The error of strict mode for a page, or a page URI, that deviates: `deviation` is a name of
/// `client_stats::drift_by_member`.
[[nodiscard]] pagination_error deviating_page(std::string const& uri, std::string_view deviation);

/// The error for a walk that does not get anywhere; see `walk_guard`.
[[nodiscard]] pagination_error endless_walk(errc objection, std::string const& uri);

/// The item `last_id` cannot be found again in the listing at `target`.
[[nodiscard]] pagination_error lost_place(std::string const& last_id, std::string const& target);

/// More than `most` items are new in the listing at `target`.
[[nodiscard]] pagination_error too_many_changes(std::string const& target, std::size_t most);

/// The listing at `target` has items after older ones, such as one made at `newer` after one made
/// at `older`.
[[nodiscard]] pagination_error not_newest_first(
    std::string const& target, std::chrono::sys_seconds older, std::chrono::sys_seconds newer);

/// What a wait throws that was cancelled, or that its generator does not want any more.
[[noreturn]] void throw_aborted();

/// Whether the API refused a page because its token is wrong or has expired.
[[nodiscard]] bool is_expired(std::exception_ptr const& failure) noexcept;

} // namespace signalwire::paging
