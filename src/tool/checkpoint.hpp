#pragma once

#include "tool/output_checkpoint.hpp"

#include <signalwire/cursor.hpp>

#include <optional>
#include <string>
#include <utility>

namespace signalwire::tool
{

/// What a cursor file holds: where the listing stands, how its calls are written, and how much of
/// the output belongs to that.
struct saved_position
{
    explicit saved_position(
        cursor where, std::optional<output_mark> what = std::nullopt, std::string how = {})
        : place(std::move(where))
        , output(what)
        , layout(std::move(how))
    {
    }

    cursor place;
    /// Nothing when the output is no file that could be cut back.
    std::optional<output_mark> output;
    /// The options that say how calls are written, such as `--format csv`. Empty when they are
    /// unknown: files of earlier versions do not have them.
    std::string layout;

    friend bool operator==(saved_position const&, saved_position const&) = default;
};

} // namespace signalwire::tool
