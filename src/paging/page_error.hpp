#pragma once

#include <signalwire/pagination_error.hpp>

#include <string>

namespace signalwire::paging
{

/// The error for a page URI that leads away from its listing; `problem` is a clause.
[[nodiscard]] pagination_error foreign_page(std::string const& uri, std::string const& problem);

/// The error for a walk that does not get anywhere; see `walk_guard`.
[[nodiscard]] pagination_error endless_walk(errc objection, std::string const& uri);

} // namespace signalwire::paging
