#pragma once

namespace signalwire
{

/// How exactly a response must match the reference page.
enum class decoding_mode
{
    /// Takes numbers for strings, strings for numbers, nulls and missing members; keeps members
    /// and values that it does not know, and values that their member cannot hold, in `extra`.
    /// Of members that are repeated, the last one counts; bad UTF-8 and half surrogates become
    /// U+FFFD; `NaN`, infinities, raw control characters in strings, null items, a byte order mark
    /// before and NUL after the document are accepted; so is HTTP that is slightly wrong.
    /// Counts each deviation in `client_stats::drift`. An error, still: text that is not JSON or
    /// not complete, a page without its list, items that are no objects, a `next_page_uri` that
    /// is no text, nesting and sizes beyond their limits.
    lenient,
    /// Raises `protocol_error`, which names the JSON path, at the first deviation.
    strict
};

} // namespace signalwire
