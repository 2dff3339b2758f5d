#include "sandbox/mutation_spec.hpp"

#include "sandbox/json_writer.hpp"
#include "sandbox/page_token.hpp"
#include "sandbox/page_writer.hpp"

#include <algorithm>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::size_t usual_huge_body = 300'000'000;
constexpr char stranger[] = "00000000-0000-4000-8000-000000000000";

std::string page_of_half_the_size(page_request request)
{
    page_position next = *request.next;
    next.page = next.page * request.page_size / smaller_page_size(request.page_size);
    request.page_size = smaller_page_size(request.page_size);
    request.listing = request.smaller_listing;
    return uri_at(request, next);
}

/// The next page where another account, or another resource of this one, would have it.
std::string foreign_page(page_request request)
{
    std::size_t const resource = request.path.rfind('/');
    if (request.flaw.what == page_change::foreign_path)
    {
        request.path.replace(resource, std::string::npos, "/Messages");
    }
    else if (resource != 0)
    {
        std::size_t const account = request.path.rfind('/', resource - 1) + 1;
        request.path.replace(account, resource - account, stranger);
    }
    return uri_at(request, *request.next);
}

} // namespace

page_flaw::page_flaw(reply const& script) noexcept
{
    if (script.status != 0 || script.raw)
        return;
    what = script.change;
    amount = script.change_amount;
}

std::uint64_t page_flaw::pages_back() const noexcept
{
    return std::max<std::uint64_t>(amount, 1) - 1;
}

std::uint64_t smaller_page_size(std::uint64_t page_size) noexcept
{
    return std::max<std::uint64_t>(page_size / 2, 1);
}

std::optional<std::string> flawed_next_uri(
    page_request const& request, std::optional<std::string> right)
{
    if (request.flaw.what == page_change::cycle)
    {
        // Under the names by which the walk has come through.
        if (request.flaw.pages_back() == 0)
            return page_uri(request, request.page, request.token);
        return request.next ? right : page_uri(request, 0, {});
    }
    if (!request.next)
        return right;
    switch (request.flaw.what)
    {
    case page_change::smaller_pages: return page_of_half_the_size(request);
    case page_change::foreign_host: return "https://elsewhere.example" + *right;
    case page_change::foreign_account:
    case page_change::foreign_path: return foreign_page(request);
    default: return right;
    }
}

void append_wrong_call(std::string& out, compat::call const& value)
{
    object_writer call(out, member_presence());
    call.member("sid", value.sid).member("status", value.status);
    if (call.begin_member("duration"))
        out += "[" + std::to_string(value.duration) + "]";
    call.end();
}

void spoil_text(std::string& page, page_flaw const& flaw)
{
    std::size_t const place =
        std::min(flaw.amount == 0 ? page.size() / 2 : flaw.amount, page.size() - 1);
    switch (flaw.what)
    {
    case page_change::truncated_json: page.resize(place); break;
    // An escape that no JSON has, twice: one of them counts wherever they stand.
    case page_change::corrupt_json:
        page.replace(std::min(place, page.size() - 4), 4, "\\q\\q");
        break;
    case page_change::huge_body:
    {
        std::size_t const wanted = flaw.amount == 0 ? usual_huge_body : flaw.amount;
        if (wanted > page.size())
            page.insert(page.size() - 1, wanted - page.size(), ' ');
        break;
    }
    default: break;
    }
}

} // namespace signalwire::sandbox::detail
