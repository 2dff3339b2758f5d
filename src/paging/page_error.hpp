#pragma once

#include <signalwire/pagination_error.hpp>

#include <string>

namespace signalwire::paging
{

/// The error for a page URI that leads away from its listing; `problem` is a clause.
[[nodiscard]] pagination_error foreign_page(std::string const& uri, std::string const& problem);

/// The error for a page that has been there before.
[[nodiscard]] pagination_error page_cycle(std::string const& uri);

} // namespace signalwire::paging
