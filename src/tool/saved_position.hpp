#pragma once

#include "tool/output_mark.hpp"

#include <signalwire/cursor.hpp>

#include <optional>
#include <utility>

namespace signalwire::tool
{

/// What a cursor file holds: where the listing stands, and how much of the output belongs to that.
struct saved_position
{
    explicit saved_position(cursor where, std::optional<output_mark> what = std::nullopt)
        : place(std::move(where))
        , output(what)
    {
    }

    cursor place;
    /// Nothing when the output is no file that could be cut back.
    std::optional<output_mark> output;

    friend bool operator==(saved_position const&, saved_position const&) = default;
};

} // namespace signalwire::tool
