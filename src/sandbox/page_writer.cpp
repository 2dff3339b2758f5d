#include "sandbox/page_writer.hpp"

#include "sandbox/facts.hpp"
#include "sandbox/json_writer.hpp"
#include "sandbox/page_token.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::size_t default_huge_body_bytes = 300'000'000;
constexpr char other_project[] = "00000000-0000-4000-8000-000000000000";

std::string half_size_page_uri(page_request request)
{
    page_position next = *request.next;
    next.page = next.page * request.page_size / smaller_page_size(request.page_size);
    request.page_size = smaller_page_size(request.page_size);
    request.listing = request.smaller_listing;
    return uri_at(request, next);
}

/// Returns the URI of the next page on another account or another resource.
std::string other_page_uri(page_request request)
{
    std::size_t const resource = request.path.rfind('/');
    if (request.mutation.kind == page_mutation::other_resource)
    {
        request.path.replace(resource, std::string::npos, "/Others");
    }
    else if (resource != 0)
    {
        std::size_t const account = request.path.rfind('/', resource - 1) + 1;
        request.path.replace(account, resource - account, other_project);
    }
    return uri_at(request, *request.next);
}

} // namespace

mutation_spec::mutation_spec(mock_response const& mock) noexcept
{
    if (mock.status != 0 || mock.raw_response)
        return;
    kind = mock.mutation;
    amount = mock.mutation_amount;
}

std::uint64_t mutation_spec::pages_back() const noexcept
{
    return std::max<std::uint64_t>(amount, 1) - 1;
}

std::uint64_t smaller_page_size(std::uint64_t page_size) noexcept
{
    return std::max<std::uint64_t>(page_size / 2, 1);
}

std::optional<std::string> mutated_next_uri(
    page_request const& request, std::optional<std::string> original)
{
    if (request.mutation.kind == page_mutation::cycle)
    {
        // The URIs are those that the client requested before.
        if (request.mutation.pages_back() == 0)
            return page_uri(request, request.page, request.token);
        return request.next ? original : page_uri(request, 0, {});
    }
    if (!request.next)
        return original;
    switch (request.mutation.kind)
    {
    case page_mutation::smaller_page_size: return half_size_page_uri(request);
    case page_mutation::other_host: return "https://elsewhere.example" + *original;
    case page_mutation::other_account:
    case page_mutation::other_resource: return other_page_uri(request);
    default: return original;
    }
}

void mutate_text(std::string& page, mutation_spec const& mutation)
{
    std::size_t const offset =
        std::min(mutation.amount == 0 ? page.size() / 2 : mutation.amount, page.size() - 1);
    switch (mutation.kind)
    {
    case page_mutation::truncated_json: page.resize(offset); break;
    // An invalid escape, twice: at least one of them is not itself escaped.
    case page_mutation::corrupt_json:
        page.replace(std::min(offset, page.size() - 4), 4, "\\q\\q");
        break;
    case page_mutation::huge_body:
    {
        std::size_t const size = mutation.amount == 0 ? default_huge_body_bytes : mutation.amount;
        if (size > page.size())
            page.insert(page.size() - 1, size - page.size(), ' ');
        break;
    }
    default: break;
    }
}

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

constexpr std::string_view malformed_rest = ",\"duration\":[0]}";

/// Returns the page of `size` objects; `append(out, i)` appends one.
template <class Append>
std::string render(std::size_t size, Append const& append, page_request const& request)
{
    constexpr std::size_t typical_call_bytes = 1400;

    std::string out;
    out.reserve(1000 + size * typical_call_bytes);
    append_links(out, request);
    std::size_t const count = request.mutation.kind == page_mutation::empty_page ? 0 : size;
    for (std::string_view keys = request.list_keys; !keys.empty();)
    {
        out.append(",\"").append(take_until(keys, ',')).append("\":[");
        for (std::size_t i = 0; i != count; ++i)
        {
            if (i != 0)
                out += ',';
            std::size_t const begin = out.size();
            append(out, i);
            // In place of the object, one with an invalid type.
            if (request.mutation.kind == page_mutation::wrong_types && i == count / 2)
                out.erase(std::min(out.find(',', begin), out.size())).append(malformed_rest);
        }
        out += ']';
    }
    out += '}';
    mutate_text(out, request.mutation);
    return out;
}

} // namespace

std::string render_page(
    collection const& items, std::vector<list_position> const& positions,
    page_request const& request)
{
    return render(
        positions.size(), [&](std::string& out, std::size_t i) { items.append(out, positions[i]); },
        request);
}

std::string render_page(std::vector<std::string> const& items, page_request const& request)
{
    return render(items.size(), [&](std::string& out, std::size_t i) { out += items[i]; }, request);
}

} // namespace signalwire::sandbox::detail
