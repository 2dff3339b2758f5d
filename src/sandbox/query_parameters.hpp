#pragma once

#include "sandbox/page_token.hpp"
#include "sandbox/page_token_expiry.hpp"
#include "sandbox/response.hpp"
#include "sandbox/selection.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// Query strings of all listings: syntax, values and paging. As strict as documented for `server`.
namespace signalwire::sandbox::detail
{

using optional_error = std::optional<response>;

/// A decoded `name=value` pair of a query.
struct parameter
{
    parameter() = default;

    std::string name;
    std::string value;
    bool doubled_sign = false;
};

/// The paging parameters of a query.
struct paging_query
{
    paging_query() = default;

    /// Optional and redundant: a token contains the page number.
    std::optional<std::uint64_t> page;
    std::uint64_t page_size = 50;
    std::string page_token;
};

/// Calls `accept` with each parameter of `query` (without its question mark) until one is invalid.
[[nodiscard]] optional_error read_query(
    std::string_view query, std::function<optional_error(parameter const&)> const& accept);

/// Parses `Page`, `PageSize` and `PageToken`. Other parameters are invalid.
[[nodiscard]] optional_error parse_paging(paging_query& query, parameter const& param);

/// Parses a string.
[[nodiscard]] optional_error parse_text(std::optional<std::string>& target, parameter const& param);

/// Parses a time bound. `suffix` follows the name of the time: empty, `<` or `>`.
[[nodiscard]] optional_error parse_time_of(
    time_selection& times, std::string_view suffix, parameter const& param);

/// Returns the position of the page that `query` asks for: `first` without a token. Returns
/// `nullopt` if the token is missing, expired, invalid or of another listing. `request` is the
/// number of the request.
[[nodiscard]] std::optional<page_position> find_position(
    paging_query const& query, std::uint64_t listing, page_token_expiry const& expiry,
    std::uint64_t request, std::int64_t first);

/// Returns the error response for a page token that is missing, expired, invalid or of another
/// listing.
[[nodiscard]] response page_token_error();

} // namespace signalwire::sandbox::detail
