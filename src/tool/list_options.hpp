#pragma once

#include "tool/call_formatter.hpp"
#include "tool/connection_options.hpp"

#include <signalwire/compat/call_filter.hpp>
#include <signalwire/stream_options.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace signalwire::tool
{

/// Validated options of `signalwire-calls list`.
struct list_options
{
    list_options() = default;

    connection_options connection;
    compat::call_filter filter;
    /// Limit, prefetching and parallel reads, without the position to resume from.
    stream_options stream;
    /// Poll interval of a watch; `nullopt` for a listing.
    std::optional<std::chrono::milliseconds> watch;
    output_layout layout;
    /// `nullopt` for the standard output.
    std::optional<std::string> output;
    std::optional<std::string> cursor;
    bool quiet = false;
};

} // namespace signalwire::tool
