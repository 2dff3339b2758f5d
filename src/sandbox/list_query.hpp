#pragma once

#include "sandbox/answer.hpp"
#include "sandbox/selection.hpp"

#include <signalwire/compat/call_filter.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace signalwire::sandbox::detail
{

/// The query of a listing, understood.
struct list_query
{
    list_query() = default;

    selection filter;
    /// As given; a token says by itself which page it is for.
    std::optional<std::uint64_t> page;
    std::uint64_t page_size = 50;
    std::string page_token;
};

/// Reads the query of a target (without its question mark), or says what is wrong with it. The
/// strictness is that of `server`'s documentation.
[[nodiscard]] std::variant<list_query, answer> parse_list_query(std::string_view query);

/// What a client's filter selects; nothing when it can select no call.
[[nodiscard]] std::optional<selection> selection_of(compat::call_filter const& filter);

/// The refusal of a page whose token is missing, wrong or another listing's.
[[nodiscard]] answer bad_page_token();

} // namespace signalwire::sandbox::detail
