#pragma once

#include "sandbox/facts.hpp"
#include "sandbox/page_token_expiry.hpp"
#include "sandbox/response.hpp"
#include "sandbox/store.hpp"

#include <signalwire/sandbox/server_options.hpp>

#include <cstdint>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// A request for a page of rows.
struct row_list_request
{
    row_list_request() = default;

    operation_facts const* operation = nullptr;
    /// The path of the request and the query, without its question mark.
    std::string_view path;
    std::string_view query;
    /// The id of what the list is below; empty if nothing.
    std::string_view parent;
    /// Number of the request.
    std::uint64_t number = 0;
};

/// Returns the page, or an error response.
[[nodiscard]] response list_rows(
    row_map const& rows, row_list_request const& request, server_options const& options,
    page_token_expiry const& expiry);

} // namespace signalwire::sandbox::detail
