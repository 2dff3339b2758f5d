#pragma once

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <type_traits>

namespace signalwire
{

/// What this library itself finds wrong. Failures of the network keep the codes of Asio and
/// OpenSSL.
enum class errc
{
    /// The response is not HTTP, or its header is malformed or too large.
    malformed_response = 1,
    /// The response ended before it was complete, or the JSON in it did.
    truncated_response,
    /// A successful response has a status or a content type that the operation does not have.
    unexpected_response,
    /// The body is not JSON, or not JSON that can be taken: too deep or too long; in strict mode
    /// also bad UTF-8 and control characters in strings.
    invalid_json,
    /// The body is JSON of another shape than the reference page gives.
    schema_mismatch,
    /// The body is larger than the limit.
    body_too_large,
    /// The body is compressed in a way that was not asked for, or damaged.
    invalid_content_encoding,
    /// A page has been there before, by its token or by its items: following its successors would
    /// never end.
    page_cycle,
    /// A thousand pages in a row were empty, and there is to be another.
    too_many_empty_pages,
    /// A page URI leads away from the listing: to another host, port, account or resource.
    page_outside_listing,
    /// In strict mode: a page or a page URI deviates from the API.
    deviating_page,
    /// The item behind which a listing was to go on is no longer listed, and its page token has
    /// expired.
    resume_position_lost,
    /// More items are new than `watch_options::max_tracked_items` allows to remember.
    too_many_changes,
    /// A listing that is watched is not listed from the newest item to the oldest: a poll cannot
    /// tell where the new ones are.
    not_newest_first,
    /// More wait for a connection, or under `rate_limit`, than `pool_config::max_waiters` allows.
    too_many_waiters,
    /// The API wants no requests for longer than the operation may take.
    retry_after_too_long,
    /// The proxy refused to connect to the API.
    proxy_refused,
    /// The server's public key is none of `tls_config::public_key_pins`.
    public_key_pin_mismatch,
    /// The client has been shut down.
    shut_down,
    /// A second `next` while the first has not completed.
    concurrent_next,
    /// A handler of `for_each` threw an exception.
    callback_failed
};

/// The category of `errc`: "signalwire".
[[nodiscard]] boost::system::error_category const& client_category() noexcept;

/// The code as an `error_code` of `client_category()`.
[[nodiscard]] boost::system::error_code make_error_code(errc code) noexcept;

} // namespace signalwire

namespace boost::system
{

template <>
struct is_error_code_enum<signalwire::errc> : std::true_type
{
};

} // namespace boost::system
