#pragma once

#include "paging/list_type.hpp"

#include <signalwire/cursor.hpp>
#include <signalwire/detail/query.hpp>
#include <signalwire/request_options.hpp>
#include <signalwire/stream_options.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace signalwire::client
{
class engine;
}

namespace signalwire::paging
{

/// A list of an account, with a filter.
struct listing
{
    /// `list_path` is below the account.
    ///
    /// Throws: `std::invalid_argument` if the cursor to resume from belongs to another listing.
    listing(
        std::shared_ptr<client::engine> owner, list_type_ptr list, std::string list_path,
        detail::query const& filter, stream_options const& settings);

    /// Sets `first_target` to `page_uri`, or to the first page if that is empty.
    ///
    /// Throws: `std::invalid_argument` if it points outside the listing.
    void begin_at(std::string const& page_uri);

    std::shared_ptr<client::engine> engine;
    list_type_ptr type;
    std::string path;
    detail::query query;
    stream_options options;
    /// Identifies the account, the resource and the filter.
    std::uint64_t fingerprint;
    /// The target of the first page; `nullopt` if the cursor to resume from is at the end.
    std::optional<std::string> first_target;
    /// True if a shutdown waits for its end.
    bool ends = true;
};

} // namespace signalwire::paging
