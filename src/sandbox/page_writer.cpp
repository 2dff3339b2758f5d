#include "sandbox/page_writer.hpp"

#include "sandbox/json_writer.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace signalwire::sandbox::detail
{

std::string page_uri(page_request const& request, std::uint64_t page, std::string_view token)
{
    std::string uri = request.path + '?';
    if (!request.filter.empty())
        uri.append(request.filter) += '&';
    uri += "Page=" + std::to_string(page);
    uri += "&PageSize=" + std::to_string(request.page_size);
    if (!token.empty())
        uri.append("&PageToken=").append(token);
    return uri;
}

std::string uri_at(page_request const& request, page_position const& position)
{
    return page_uri(
        request, position.offset / request.page_size, make_page_token(request.listing, position));
}

namespace
{

void append_links(std::string& out, page_request const& request, std::size_t selected)
{
    std::uint64_t const page = request.offset / request.page_size;
    std::optional<std::string> next;
    std::optional<std::string> previous;
    if (request.offset + request.page_size < selected)
        next = uri_at(request, page_position(request.offset + request.page_size, false));
    if (request.offset >= request.page_size)
        previous = uri_at(request, page_position(request.offset - request.page_size, true));
    if (request.flaw.changes_link())
        next = flawed_next_uri(request, std::move(next));

    object_writer links(out, member_presence());
    links.member("uri", page_uri(request, page, request.token))
        .member("first_page_uri", page_uri(request, 0, {}))
        .member("next_page_uri", next)
        .member("previous_page_uri", previous)
        .member("page", static_cast<std::int64_t>(page))
        .member("page_size", static_cast<std::int64_t>(request.page_size));
}

} // namespace

std::string render_page(
    call_data const& data, index_list const& selected, page_request const& request)
{
    constexpr std::size_t usual_call_bytes = 1400;
    std::uint64_t const begin = std::min<std::uint64_t>(request.offset, selected.size());
    std::uint64_t const end = request.flaw.what == page_change::empty_page
        ? begin
        : std::min<std::uint64_t>(begin + request.page_size, selected.size());

    std::string out;
    out.reserve(1000 + static_cast<std::size_t>(end - begin) * usual_call_bytes);
    append_links(out, request, selected.size());
    out += ",\"calls\":[";
    for (std::uint64_t i = begin; i != end; ++i)
    {
        if (i != begin)
            out += ',';
        compat::call const call = data.at(selected[static_cast<std::size_t>(i)]);
        if (request.flaw.what == page_change::wrong_types && i == begin + (end - begin) / 2)
            append_wrong_call(out, call);
        else
            append_call(out, call);
    }
    out += "]}";
    spoil_text(out, request.flaw);
    return out;
}

} // namespace signalwire::sandbox::detail
