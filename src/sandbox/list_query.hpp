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

/// The query of a listing of calls, understood.
struct list_query : paging_query
{
    list_query() = default;

    selection filter;
};

/// Reads the query of a target (without its question mark), or says what is wrong with it.
/// Bounds of times are to be read in that manner.
[[nodiscard]] std::variant<list_query, answer> parse_list_query(
    std::string_view query, time_bounds const& manner = time_bounds());

/// What a client's filter selects; nothing when it can select no call.
[[nodiscard]] std::optional<selection> selection_of(
    compat::call_filter const& filter, time_bounds const& manner = time_bounds());

} // namespace signalwire::sandbox::detail
