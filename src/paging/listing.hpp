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
    /// `where` is the path of the list, below the account. Throws `std::invalid_argument` when
    /// `options` resume another listing.
    listing(
        std::shared_ptr<client::engine> client, list_type const& what, std::string where,
        detail::query const& selection, stream_options const& how);

    /// Begins at `page_uri`, or at the beginning when that is empty. Throws
    /// `std::invalid_argument` when it leads elsewhere.
    void begin_at(std::string const& page_uri);

    std::shared_ptr<client::engine> engine;
    list_type const* type;
    std::string path;
    detail::query query;
    stream_options options;
    /// Identifies the account, the resource and the selection.
    std::uint64_t fingerprint;
    /// Where to begin, as a target; nothing when the cursor to resume from stands at the end.
    std::optional<std::string> first_target;
    /// Whether a shutdown lets it come to its end.
    bool ends = true;
};

} // namespace signalwire::paging
