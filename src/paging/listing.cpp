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

/// Never zero, which denotes the beginning of any listing.
std::uint64_t fingerprint_of(
    std::string_view account, std::string_view resource, std::string_view filter,
    stream_options const& options)
{
    std::string text(account);
    text.append("\n").append(resource).append("\n").append(filter);
    if (options.partition_count() > 1)
    {
        text.append("\n").append(std::to_string(options.partition_index())).append("/");
        text += std::to_string(options.partition_count());
    }
    return core::fingerprint_of(text);
}

} // namespace

listing::listing(
    std::shared_ptr<client::engine> owner, list_type_ptr list, std::string list_path,
    detail::query const& filter, stream_options const& settings)
    : engine(std::move(owner))
    , type(std::move(list))
    , path(std::move(list_path))
    , query(filter)
    , options(settings)
    , fingerprint(fingerprint_of(engine->account(), path, query.canonical_filter(), options))
    , first_target(engine->endpoint().target(path, query))
{
    std::optional<cursor> const& from = options.resume_from();
    if (!from || *from == cursor())
        return;
    detail::cursor_position const& position = detail::cursor_access::get(*from);
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
