#include "paging/page_error.hpp"

#include "core/text.hpp"
#include "paging/walk_guard.hpp"

#include <signalwire/api_errc.hpp>
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

error_ptr foreign_page(std::string const& uri, std::string const& problem)
{
    return make(errc::foreign_page, "the page cannot be followed: " + problem, uri);
}

error_ptr deviating_page(std::string const& uri, std::string_view deviation)
{
    return make(
        errc::deviating_page, "the listing deviates from the API: " + std::string(deviation), uri);
}

error_ptr endless_walk(errc objection, std::string const& uri)
{
    switch (objection)
    {
    case errc::empty_pages:
        return make(
            objection,
            std::to_string(walk_guard::most_empty_pages)
                + " pages in a row were empty, and there is to be another",
            uri);
    default:
        return make(
            objection, "the listing goes in a circle: this page has been there before", uri);
    }
}

error_ptr lost_place(std::string const& last_id, std::string const& target)
{
    return make(
        errc::lost_place,
        "the position cannot be found again: its page token has expired, and the item "
            + core::quoted(last_id) + ", behind which to go on, is no longer listed; begin anew",
        target);
}

error_ptr too_many_changes(std::string const& target, std::size_t most)
{
    return make(
        errc::too_many_changes,
        "more than " + std::to_string(most)
            + " items are new since the last poll; go on with a larger watch_options::max_calls, "
              "or begin anew",
        target);
}

error_ptr not_newest_first(
    std::string const& target, std::chrono::sys_seconds older, std::chrono::sys_seconds newer)
{
    return make(
        errc::not_newest_first,
        "a watch needs a listing that runs from the newest item to the oldest, but many items are "
        "listed after older ones, such as one made at "
            + timestamp(newer).to_string() + " after one made at " + timestamp(older).to_string()
            + "; use stream, which needs no order",
        target);
}

} // namespace signalwire::paging
