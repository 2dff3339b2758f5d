#include "sandbox/page_writer.hpp"

#include "sandbox/facts.hpp"
#include "sandbox/json_writer.hpp"

#include <string_view>
#include <utility>

namespace signalwire::sandbox::detail
{

std::string page_uri(page_request const& request, std::uint64_t page, std::string_view token)
{
    std::string uri = request.path + '?';
    if (!request.filter.empty())
        uri.append(request.filter) += '&';
    uri += "Page=" + std::to_string(page);
    if (request.links_have_size)
        uri += "&PageSize=" + std::to_string(request.page_size);
    if (request.links_have_token && !token.empty())
        uri.append("&PageToken=").append(token);
    return uri;
}

std::string uri_at(page_request const& request, page_position const& position)
{
    return page_uri(request, position.page, make_page_token(request.listing, position));
}

namespace
{

std::optional<std::string> uri_at(
    page_request const& request, std::optional<page_position> const& position)
{
    return position ? std::optional(detail::uri_at(request, *position)) : std::nullopt;
}

/// Appends the links of a page, up to its list.
void append_links(std::string& out, page_request const& request)
{
    object_writer links(out, member_presence());
    if (!request.paged)
    {
        links.member("uri", request.path);
        return;
    }
    links.member("uri", page_uri(request, request.page, request.token))
        .member("first_page_uri", page_uri(request, 0, {}))
        .member("next_page_uri", mutated_next_uri(request, uri_at(request, request.next)))
        .member("previous_page_uri", uri_at(request, request.previous))
        .member("page", static_cast<std::int64_t>(request.page))
        .member("page_size", static_cast<std::int64_t>(request.page_size));
}

/// Appends an object in place of another, with an invalid type.
void append_malformed(std::string& out, collection const& items, list_position position)
{
    std::string object;
    items.append(object, position);
    out.append(object.substr(0, object.find(','))).append(",\"duration\":[0]}");
}

} // namespace

std::string render_page(
    collection const& items, std::vector<list_position> const& positions,
    page_request const& request)
{
    constexpr std::size_t typical_call_bytes = 1400;

    std::string out;
    out.reserve(1000 + positions.size() * typical_call_bytes);
    append_links(out, request);
    std::size_t const count =
        request.mutation.kind == page_mutation::empty_page ? 0 : positions.size();
    for (std::string_view keys = request.list_keys; !keys.empty();)
    {
        out.append(",\"").append(take_until(keys, ',')).append("\":[");
        for (std::size_t i = 0; i != count; ++i)
        {
            if (i != 0)
                out += ',';
            if (request.mutation.kind == page_mutation::wrong_types && i == count / 2)
                append_malformed(out, items, positions[i]);
            else
                items.append(out, positions[i]);
        }
        out += ']';
    }
    out += '}';
    mutate_text(out, request.mutation);
    return out;
}

} // namespace signalwire::sandbox::detail
