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

/// What `signalwire-calls list` was asked for; its values have been checked.
struct list_options
{
    list_options() = default;

    connection_options connection;
    compat::call_filter filter;
    /// Limit and prefetching; the position to resume from is not read yet.
    stream_options stream;
    /// How often to look for changes; nothing to list what there is.
    std::optional<std::chrono::milliseconds> watch;
    output_layout layout;
    /// Nothing for the standard output.
    std::optional<std::string> output;
    std::optional<std::string> cursor;
    bool quiet = false;
};

} // namespace signalwire::tool
