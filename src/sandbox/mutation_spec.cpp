#include "sandbox/mutation_spec.hpp"

#include "sandbox/page_token.hpp"
#include "sandbox/page_writer.hpp"

#include <algorithm>

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

} // namespace signalwire::sandbox::detail
