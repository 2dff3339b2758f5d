#pragma once

namespace signalwire::sandbox
{

/// A modification of a page that is otherwise the server's own. The status is 200 and
/// `Content-Length` is correct unless stated otherwise. Responses that are not pages stay
/// unchanged.
enum class page_mutation
{
    /// The page stays unchanged.
    none,

    /// The JSON ends after `mock_response::mutation_amount` bytes, or after half of them.
    truncated_json,
    /// An invalid JSON escape after `mock_response::mutation_amount` bytes, or in the middle.
    corrupt_json,
    /// The call in the middle of the page has a list in place of a number.
    wrong_types,
    /// White space extends the body to `mock_response::mutation_amount` bytes, or 300,000,000.
    huge_body,

    /// The page has no calls. The next page is this one under another token, so that no call is
    /// lost. If every page is mutated, the listing never ends.
    empty_page,
    /// The next page is correct, but its token differs from the usual one. The token is valid.
    rotated_token,
    /// The page token of the request has expired: 400 and code 54453. Requests without a token
    /// succeed.
    expired_token,
    /// The next page is correct, with half the page size.
    smaller_page_size,
    /// The next page is an earlier one. `mock_response::mutation_amount` is the number of pages in
    /// the loop: 1 (or 0) for this page itself, 2 for A-B-A-B.
    cycle,

    /// The next page is on another host.
    other_host,
    /// The next page belongs to another account.
    other_account,
    /// The next page belongs to another resource.
    other_resource
};

} // namespace signalwire::sandbox
