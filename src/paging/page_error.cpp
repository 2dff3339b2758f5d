#include "paging/page_error.hpp"

#include "core/text.hpp"
#include "paging/progress_guard.hpp"

#include <signalwire/errc.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/timestamp.hpp>

namespace signalwire::paging
{

namespace
{

error_ptr make(errc code, std::string const& reason, std::string const& uri)
{
    std::string const printable = core::without_credentials(uri);
    error_context context;
    context.method = "GET";
    context.url = core::quoted(printable);
    return std::make_shared<error const>(pagination_error(code, reason, printable, context));
}

} // namespace

error_ptr page_outside_listing_error(std::string const& uri, std::string const& reason)
{
    return make(errc::page_outside_listing, "page URI rejected: " + reason, uri);
}

error_ptr deviating_page_error(std::string const& uri, std::string_view deviation)
{
    return make(
        errc::deviating_page, "the listing deviates from the API: " + std::string(deviation), uri);
}

error_ptr no_progress_error(errc objection, std::string const& uri)
{
    switch (objection)
    {
    case errc::too_many_empty_pages:
        return make(
            objection, std::to_string(progress_guard::max_empty_pages) + " consecutive empty pages",
            uri);
    default: return make(objection, "pagination loop: this page was fetched before", uri);
    }
}

error_ptr resume_position_lost_error(std::string const& last_id, std::string const& target)
{
    return make(
        errc::resume_position_lost,
        "cannot resume: the page token expired and item " + core::quoted(last_id)
            + " is no longer listed; start without a cursor",
        target);
}

error_ptr too_many_changes_error(std::string const& target, std::size_t max_items)
{
    return make(
        errc::too_many_changes,
        "more than " + std::to_string(max_items)
            + " items are new since the last poll; increase watch_options::max_tracked_items, or "
              "start without a cursor",
        target);
}

error_ptr not_newest_first_error(
    std::string const& target, std::chrono::sys_seconds older, std::chrono::sys_seconds newer)
{
    return make(
        errc::not_newest_first,
        "a watch requires a listing that is ordered newest first, but many items are listed after "
        "older ones, such as one created at "
            + timestamp(newer).to_string() + " after one created at " + timestamp(older).to_string()
            + "; use stream, which needs no order",
        target);
}

} // namespace signalwire::paging
