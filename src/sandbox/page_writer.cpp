#include "sandbox/page_writer.hpp"

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
    uri += "&PageSize=" + std::to_string(request.page_size);
    if (!token.empty())
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

} // namespace

void append_links(std::string& out, page_request const& request)
{
    object_writer links(out, member_presence());
    links.member("uri", page_uri(request, request.page, request.token))
        .member("first_page_uri", page_uri(request, 0, {}))
        .member("next_page_uri", mutated_next_uri(request, uri_at(request, request.next)))
        .member("previous_page_uri", uri_at(request, request.previous))
        .member("page", static_cast<std::int64_t>(request.page))
        .member("page_size", static_cast<std::int64_t>(request.page_size));
}

std::string render_page(
    account const& calls, std::vector<call_number> const& numbers, page_request const& request)
{
    constexpr std::size_t typical_call_bytes = 1400;

    std::string out;
    out.reserve(1000 + numbers.size() * typical_call_bytes);
    append_links(out, request);
    out += ",\"calls\":[";
    std::size_t const count =
        request.mutation.kind == page_mutation::empty_page ? 0 : numbers.size();
    for (std::size_t i = 0; i != count; ++i)
    {
        if (i != 0)
            out += ',';
        if (request.mutation.kind == page_mutation::wrong_types && i == count / 2)
            append_malformed_call(out, calls.at(numbers[i]));
        else
            append_call(out, calls.at(numbers[i]));
    }
    out += "]}";
    mutate_text(out, request.mutation);
    return out;
}

} // namespace signalwire::sandbox::detail
