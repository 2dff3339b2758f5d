#include "paging/fetch_limits.hpp"

#include "client/engine.hpp"
#include "paging/listing.hpp"

namespace signalwire::paging
{

fetch_limits::fetch_limits(listing const& what, bool count_pages)
    : pages(what.options.prefetch_pages())
    , bytes(what.options.max_buffered_bytes())
    , wanted(what.options.limit())
    , counts_pages(count_pages)
    // On a single connection an early request would only wait, while its deadline runs.
    , overlap(what.engine->is_concurrent())
    , strict(what.engine->decoding() == decoding_mode::strict)
{
    // Items that were delivered of the first page before come on top.
    if (wanted && what.options.resume_from())
        *wanted += detail::cursor_access::get(*what.options.resume_from()).page_offset;
}

} // namespace signalwire::paging
