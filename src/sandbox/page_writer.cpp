#include "sandbox/page_writer.hpp"

#include "sandbox/json_writer.hpp"

#include <string_view>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
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

std::optional<std::string> uri_at(
    page_request const& request, std::optional<page_position> const& position)
{
    if (!position)
        return std::nullopt;
    return page_uri(request, position->page, make_page_token(request.listing, *position));
}

void append_links(std::string& out, page_request const& request)
{
    object_writer links(out, member_presence());
    links.member("uri", page_uri(request, request.page, request.token))
        .member("first_page_uri", page_uri(request, 0, {}))
        .member("next_page_uri", uri_at(request, request.next))
        .member("previous_page_uri", uri_at(request, request.previous))
        .member("page", static_cast<std::int64_t>(request.page))
        .member("page_size", static_cast<std::int64_t>(request.page_size));
}

} // namespace

std::string render_page(
    account const& calls, std::vector<call_number> const& numbers, page_request const& request)
{
    constexpr std::size_t usual_call_bytes = 1400;

    std::string out;
    out.reserve(1000 + numbers.size() * usual_call_bytes);
    append_links(out, request);
    out += ",\"calls\":[";
    bool first = true;
    for (call_number const each : numbers)
    {
        if (!std::exchange(first, false))
            out += ',';
        append_call(out, calls.at(each));
    }
    out += "]}";
    return out;
}

} // namespace signalwire::sandbox::detail
