#pragma once

#include "sandbox/response.hpp"
#include "sandbox/selection.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// The queries of all listings: their form, the kinds of values, and which page is wanted. The
/// strictness is that of `server`'s documentation.
namespace signalwire::sandbox::detail
{

using refusal_or_nothing = std::optional<answer>;

/// One `name=value` of a query, decoded.
struct parameter
{
    parameter() = default;

    std::string name;
    std::string value;
    bool doubled_sign = false;
};

/// Which page of a listing is wanted.
struct paging_query
{
    paging_query() = default;

    /// As given; a token says by itself which page it is for.
    std::optional<std::uint64_t> page;
    std::uint64_t page_size = 50;
    std::string page_token;
};

/// Gives each parameter of `query` (without its question mark) to `take`, until one is refused.
[[nodiscard]] refusal_or_nothing read_query(
    std::string_view query, std::function<refusal_or_nothing(parameter const&)> const& take);

/// Takes `Page`, `PageSize` and `PageToken`; refuses all others.
[[nodiscard]] refusal_or_nothing take_paging(paging_query& query, parameter const& given);

[[nodiscard]] refusal_or_nothing take_text(
    std::optional<std::string>& target, parameter const& given);

/// `suffix` is what follows the name of the time: nothing, `<` or `>`.
[[nodiscard]] refusal_or_nothing take_time_of(
    time_selection& times, std::string_view suffix, parameter const& given);

/// The refusal of a page whose token is missing, wrong or another listing's.
[[nodiscard]] answer bad_page_token();

} // namespace signalwire::sandbox::detail
