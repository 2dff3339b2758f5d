#pragma once

namespace signalwire
{

/// How exactly a response must match the reference page.
enum class decoding_mode
{
    /// Takes numbers for strings, strings for numbers, nulls and missing members; keeps members
    /// and values that it does not know, and HTTP that is not quite as it should be; counts each deviation in `client_stats::drift`.
    lenient,
    /// Raises `protocol_error`, which names the JSON path, at the first deviation.
    strict
};

} // namespace signalwire
