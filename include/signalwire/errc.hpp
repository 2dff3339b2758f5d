#pragma once

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <type_traits>

namespace signalwire
{

/// Errors that this library detects itself. Network failures keep the codes of Asio and OpenSSL.
enum class errc
{
    /// The response is not HTTP, or its header is malformed or too large.
    malformed_response = 1,
    /// The response or the JSON in it ended early.
    truncated_response,
    /// A successful response has an unexpected status or content type.
    unexpected_response,
    /// The body is not JSON, is nested too deeply or has a string that is too long. In strict mode
    /// also invalid UTF-8 and control characters in strings.
    invalid_json,
    /// The JSON does not match the schema of the API reference.
    schema_mismatch,
    /// The body is larger than `limit_config::max_body_bytes`.
    body_too_large,
    /// The content encoding is unsupported, or the compressed data is invalid.
    invalid_content_encoding,
    /// Pagination loop: the token or the items of a page repeat those of an earlier page.
    page_cycle,
    /// A thousand consecutive pages were empty, and another one follows.
    too_many_empty_pages,
    /// A page URI names another host, port, account or resource.
    page_outside_listing,
    /// In strict mode: a page or a page URI deviates from the API.
    deviating_page,
    /// The page token of the cursor expired, and its last item is no longer listed.
    resume_position_lost,
    /// More items are new than `watch_options::max_tracked_items` allows.
    too_many_changes,
    /// The listing that is watched is not ordered newest first.
    not_newest_first,
    /// More operations wait for a connection or for `rate_limit` than `pool_config::max_waiters`.
    too_many_waiters,
    /// The server's `Retry-After` exceeds the deadline of the operation.
    retry_after_too_long,
    /// The proxy rejected the CONNECT request.
    proxy_refused,
    /// The server's public key matches no pin in `tls_config::public_key_pins`.
    public_key_pin_mismatch,
    /// The client has been shut down.
    shut_down,
    /// `next` was called while another `next` is pending.
    concurrent_next,
    /// The callback of `for_each` threw an exception.
    callback_failed,
    /// `client_config::connect` threw an exception that is no `boost::system::system_error`, or
    /// returned a socket that is not open.
    connect_hook_failed
};

/// Error codes of the API that this version names. `api_error::code()` has any code that the API
/// sends, or else the HTTP status (100 to 599), in `api_category()`.
enum class api_errc
{
    /// The project ID or the token is invalid.
    authentication_failed = 20003,
    /// The account or the path does not exist.
    not_found = 20404,
    /// Too many requests. Retryable.
    rate_limited = 20429,
    /// The API failed internally.
    internal_error = 20504,
    /// The page token is invalid, missing or expired.
    invalid_page_token = 54453,
    /// The page size is not 1 to 1000.
    invalid_page_size = 54454
};

/// Returns the category of `errc`: "signalwire".
[[nodiscard]] boost::system::error_category const& client_category() noexcept;

/// Returns the category of `api_errc`: "signalwire.api".
[[nodiscard]] boost::system::error_category const& api_category() noexcept;

/// Returns `code` as an `error_code` of `client_category()`.
[[nodiscard]] boost::system::error_code make_error_code(errc code) noexcept;

/// Returns `code` as an `error_code` of `api_category()`.
[[nodiscard]] boost::system::error_code make_error_code(api_errc code) noexcept;

} // namespace signalwire

namespace boost::system
{

template <>
struct is_error_code_enum<signalwire::errc> : std::true_type
{
};

template <>
struct is_error_code_enum<signalwire::api_errc> : std::true_type
{
};

} // namespace boost::system
