#pragma once

#include "sandbox/facts.hpp"
#include "sandbox/listing.hpp"
#include "sandbox/page_token.hpp"
#include "sandbox/response.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// Query strings of all listings: syntax, values and paging. As strict as documented for `server`.
namespace signalwire::sandbox::detail
{

/// The parsed query of a list.
struct list_query
{
    list_query() = default;

    selection filter;
    /// The parameters of the filter, percent-encoded.
    std::string encoded_filter;
    /// Optional and redundant: a token contains the page number.
    std::optional<std::uint64_t> page;
    std::uint64_t page_size = 50;
    std::string page_token;
};

/// Parses the query of a target (without its question mark), or returns the error response.
/// `bounds` are those of times that are compared to the second.
[[nodiscard]] std::variant<list_query, response> parse_list_query(
    std::string_view query, operation_facts const& operation,
    time_bounds const& bounds = time_bounds());

/// Returns the position of the page that `query` asks for: `first` without a token. Returns
/// `nullopt` if the token is missing, expired, invalid or of another listing. `request` is the
/// number of the request.
[[nodiscard]] std::optional<page_position> find_position(
    list_query const& query, std::uint64_t listing, page_token_expiry const& expiry,
    std::uint64_t request, std::int64_t first);

/// Returns the error response for a page token that is missing, expired, invalid or of another
/// listing.
[[nodiscard]] response page_token_error();

} // namespace signalwire::sandbox::detail
