#pragma once

#include "sandbox/query_parameters.hpp"
#include "sandbox/response.hpp"
#include "sandbox/selection.hpp"

#include <signalwire/compat/call_filter.hpp>

#include <optional>
#include <string_view>
#include <variant>

namespace signalwire::sandbox::detail
{

/// The parsed query of a listing of calls.
struct list_query : paging_query
{
    list_query() = default;

    selection filter;
};

/// Parses the query of a target (without its question mark), or returns the error response.
[[nodiscard]] std::variant<list_query, response> parse_list_query(
    std::string_view query, time_bounds const& bounds = time_bounds());

/// Returns the selection of a client's filter, or `nullopt` if it matches no call.
[[nodiscard]] std::optional<selection> selection_of(
    compat::call_filter const& filter, time_bounds const& bounds = time_bounds());

} // namespace signalwire::sandbox::detail
