#pragma once

#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/recording.hpp>

#include <vector>

namespace signalwire::compat
{

/// One page of a listing of recordings; also a range of `recording`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Recordings, list: the response.
struct recording_page : listing_page<recording_page, recording>
{
    recording_page() = default;

    /// The recordings of the page, in the API's order: newest first.
    std::vector<recording> recordings;

    /// The member that holds the items.
    static constexpr std::vector<recording> recording_page::* items = &recording_page::recordings;
};

} // namespace signalwire::compat
