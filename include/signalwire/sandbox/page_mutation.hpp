#pragma once

namespace signalwire::sandbox
{

/// What is wrong with a page of calls that is otherwise the server's own: its status is 200 and its
/// `Content-Length` right, where nothing else is said. Answers that are no page stay as they are.
enum class page_change
{
    /// Nothing.
    none,

    /// The JSON ends too early: after `reply::change_amount` bytes, or after half of them.
    truncated_json,
    /// An escape that no JSON has: behind `reply::change_amount` bytes, or in the middle.
    corrupt_json,
    /// One call, the middle one, has a list where a number should be.
    wrong_types,
    /// White space makes the body `reply::change_amount` bytes long, or 300,000,000.
    huge_body,

    /// No calls. The next page is this one under another token, so that no call is lost; where
    /// every page is changed so, the listing never ends.
    empty_page,
    /// The next page is the right one under another token than usual, as valid.
    rotated_token,
    /// The token of the request has expired: 400 and code 54453. Requests without a token pass.
    expired_token,
    /// The next page is the right one, at half the page size.
    smaller_pages,
    /// The next page is an earlier one: `reply::change_amount` pages make the circle, 1 (or 0) for
    /// this page itself, 2 for A-B-A-B.
    cycle,

    /// The next page is at another host.
    foreign_host,
    /// The next page is another account's.
    foreign_account,
    /// The next page is of another resource.
    foreign_path
};

} // namespace signalwire::sandbox
