#include "paging/listing.hpp"

#include "client/engine.hpp"
#include "core/text.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace signalwire::paging
{

namespace
{

/// Never zero, which stands for the beginning of any listing.
std::uint64_t fingerprint_of(
    std::string_view account, std::string_view resource, std::string_view selection,
    stream_options const& how)
{
    std::string text(account);
    text.append("\n").append(resource).append("\n").append(selection);
    if (how.partition_count() > 1)
    {
        text.append("\n").append(std::to_string(how.partition_index())).append("/");
        text += std::to_string(how.partition_count());
    }
    return core::fingerprint_of(text);
}

} // namespace

listing::listing(
    std::shared_ptr<client::engine> client, list_type const& what, std::string where,
    detail::query const& selection, stream_options const& how)
    : engine(std::move(client))
    , type(&what)
    , path(std::move(where))
    , query(selection)
    , options(how)
    , fingerprint(fingerprint_of(engine->account(), path, query.canonical_filter(), options))
    , first_target(engine->endpoint().target(path, query))
{
    std::optional<cursor> const& place = options.resume_from();
    if (!place || *place == cursor())
        return;
    detail::cursor_position const& position = detail::cursor_access::get(*place);
    if (position.listing_fingerprint != fingerprint)
        throw std::invalid_argument("cursor: it belongs to another filter or account");
    if (position.at_end)
        first_target.reset();
    else
        begin_at(position.page_uri);
}

void listing::begin_at(std::string const& page_uri)
{
    if (page_uri.empty())
    {
        first_target = engine->endpoint().target(path, query);
        return;
    }
    client::page_link link = engine->endpoint().page_target(page_uri, path);
    if (!link.error.empty())
        throw std::invalid_argument("cursor: " + link.error);
    first_target = std::move(link.target);
}

} // namespace signalwire::paging
