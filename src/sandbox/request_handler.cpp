#include "sandbox/request_handler.hpp"

#include "sandbox/json_style_writer.hpp"
#include "sandbox/page_token.hpp"
#include "sandbox/percent_encoding.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace signalwire::sandbox::detail
{

namespace
{

// If the pages of the account do not fit, caching a part of them does not speed up a listing.
std::size_t cache_bytes_of(server_options const& options)
{
    constexpr std::size_t typical_call_bytes = 1400;
    constexpr std::size_t of_large_account = std::size_t{16} * 1024 * 1024;
    bool const fits = options.calls <= options.page_cache_bytes / typical_call_bytes;
    return fits ? options.page_cache_bytes : std::min(options.page_cache_bytes, of_large_account);
}

response unauthorized()
{
    response result = error_response(401, 20003, "Authentication Error - invalid credentials");
    result.headers.emplace_back("WWW-Authenticate", "Basic realm=\"SignalWire API\"");
    return result;
}

response method_not_allowed()
{
    response result = error_response(405, 20004, "Method not allowed");
    result.headers.emplace_back("Allow", "GET");
    return result;
}

page_position adjacent_position(page_position const& position, listing_part const& part, bool next)
{
    page_position result = position;
    result.edge = next ? part.end : part.begin;
    result.page = next ? position.page + 1 : position.page - 1;
    result.backwards = !next;
    result.variant = 0;
    return result;
}

/// Returns the first page of the pagination loop that ends with `part`, or `nullopt` for the first
/// page of the listing.
std::optional<page_position> loop_target(
    page_request const& page, page_position const& position, listing_part const& part,
    listing const& calls)
{
    std::uint64_t const back = page.mutation.pages_back();
    if (back == 0 || back >= position.page)
        return std::nullopt;
    listing_part const skipped = calls.part_before(part.begin, back * page.page_size);
    page_position result = adjacent_position(position, part, true);
    result.edge = calls.before(skipped.begin).value_or(skipped.begin - 1) + 1;
    result.page = position.page - back;
    return result;
}

/// Changes the next page if the mutation of the page requires it.
void mutate_links(
    page_request& page, page_position const& position, listing_part const& part,
    listing const& calls)
{
    switch (page.mutation.kind)
    {
    case page_mutation::empty_page:
        page.next = position;
        ++page.next->variant;
        break;
    case page_mutation::rotated_token:
        if (page.next)
            page.next->variant = position.variant + 1;
        break;
    case page_mutation::cycle: page.next = loop_target(page, position, part, calls); break;
    case page_mutation::other_host:
    case page_mutation::other_account:
    case page_mutation::other_resource: page.next = adjacent_position(position, part, true); break;
    default: break;
    }
}

} // namespace

request_handler::request_handler(server_options const& options)
    : options_(options)
    , account_(
          options.project, options.calls, options.seed, options.omit_members, options.clock_step)
    , token_expiry_(options.page_token_max_requests)
    , size_(options.calls)
    , calls_path_(account_path(options.project) + "/Calls")
    , recordings_(account_.data(), options)
    , credentials_(base64(options.project + ':' + options.token))
    , listings_(fingerprint(mix(options.seed) + options.calls, options.project))
    , pages_(cache_bytes_of(options), when_full::keep_old)
{
}

response request_handler::handle(
    std::string_view method, std::string_view target, std::string_view authorization,
    mutation_spec const& mutation)
{
    std::uint64_t const request = 1 + requests_.fetch_add(1, std::memory_order_relaxed);
    response result = respond_to(method, target, authorization, request, mutation);
    if (options_.activity.every_requests != 0 && request % options_.activity.every_requests == 0)
        run_activity();
    return result;
}

void request_handler::expire_page_tokens()
{
    std::lock_guard const lock(mutex_);
    token_expiry_.expire_all(requests_.load(std::memory_order_relaxed));
    pages_.clear();
}

response request_handler::respond_to(
    std::string_view method, std::string_view target, std::string_view authorization,
    std::uint64_t request, mutation_spec const& mutation)
{
    bool const authorized = is_authorized(authorization);
    if (authorized && method == "GET" && mutation.is_none())
    {
        if (std::shared_ptr<std::string const> page = pages_.find(target))
            return json_response(200, std::move(page));
    }
    if (!is_well_formed_target(target))
        return error_response(400, 20001, "The target is not an absolute path, percent-encoded");
    return authorized ? route(method, target, request, mutation) : unauthorized();
}

bool request_handler::is_authorized(std::string_view authorization) const noexcept
{
    constexpr std::string_view scheme = "basic ";
    return authorization.size() > scheme.size()
        && boost::beast::iequals(authorization.substr(0, scheme.size()), scheme)
        && authorization.substr(scheme.size()) == credentials_;
}

response request_handler::route(
    std::string_view method, std::string_view target, std::uint64_t request,
    mutation_spec const& mutation)
{
    std::string_view const request_path = target.substr(0, target.find('?'));
    // The API serves both prefixes; its links have the longer one.
    std::string const path =
        std::string(request_path.starts_with("/2010-04-01/") ? "/api/laml" : "")
            .append(request_path);
    std::optional<std::string> resource = percent_decode(path);
    if (resource && resource->ends_with(".json"))
        resource->resize(resource->size() - 5);
    bool const recordings = resource == recordings_.path();
    if (resource != calls_path_ && !recordings)
        return error_response(404, 20404, "The requested resource was not found");
    if (method != "GET")
        return method_not_allowed();
    std::string_view const query = target.substr(std::min(request_path.size() + 1, target.size()));
    return recordings ? recordings_.page(path, query)
                      : list(query, target, path, request, mutation);
}

response request_handler::list(
    std::string_view query, std::string_view target, std::string_view path, std::uint64_t request,
    mutation_spec const& mutation)
{
    std::variant<list_query, response> parsed = parse_list_query(query, options_.bounds);
    if (response* const error = std::get_if<response>(&parsed))
        return std::move(*error);

    // The lock includes the insertion: an update clears the cache.
    std::shared_lock const lock(mutex_);
    response result = list_page(std::get<list_query>(parsed), path, request, mutation);
    if (result.status == 200 && !token_expiry_.is_limited() && mutation.is_none())
        pages_.insert(target, result.body, result.body->capacity());
    return result;
}

response request_handler::list_page(
    list_query const& query, std::string_view path, std::uint64_t request,
    mutation_spec const& mutation) const
{
    page_request page;
    page.path = path;
    page.filter = query.filter.encoded();
    page.page_size = query.page_size;
    page.listing = listing_of(page.filter, query.page_size);
    page.token = query.page_token;
    page.mutation = mutation;
    page.smaller_listing = listing_of(page.filter, smaller_page_size(query.page_size));

    page_position position;
    listing const calls = listing_in_order(account_, query.filter);
    position.edge = calls.begin();
    if (!query.page_token.empty())
    {
        std::optional<page_position> const token_position =
            read_page_token(page.listing, query.page_token);
        if (!token_position || !token_expiry_.is_valid(token_position->stamp, request)
            || (query.page && *query.page != token_position->page)
            || mutation.kind == page_mutation::expired_token)
            return page_token_error();
        position = *token_position;
    }
    else if (query.page.value_or(0) != 0)
    {
        return page_token_error();
    }

    listing_part const part = part_at(calls, position, query.page_size);
    page.page = position.page;
    position.stamp = token_expiry_.stamp(request);
    if (part.more)
        page.next = adjacent_position(position, part, true);
    if (position.page != 0)
        page.previous = adjacent_position(position, part, false);
    mutate_links(page, position, part, calls);
    std::string text = render_page(account_, part.numbers, page);
    // A mutated page has exactly the specified deviation.
    if (options_.json_style == json_style::varied && mutation.is_none())
        text = apply_varied_style(text, options_.seed).text;
    return json_response(200, std::make_shared<std::string const>(std::move(text)));
}

listing_part request_handler::part_at(
    listing const& calls, page_position const& position, std::uint64_t page_size) const
{
    if (options_.page_token_mode == page_token_mode::offset)
        return calls.part_from(calls.nth(position.page * page_size), page_size);
    return position.backwards ? calls.part_before(position.edge, page_size)
                              : calls.part_from(position.edge, page_size);
}

void request_handler::run_activity()
{
    update([&](account& calls, std::uint64_t requests) {
        calls.add_calls(options_.activity.new_calls, requests);
        calls.update_random_calls(options_.activity.updated_calls, requests);
    });
}

std::uint64_t request_handler::listing_of(std::string_view filter, std::uint64_t page_size) const
{
    return fingerprint(listings_ ^ mix(page_size), filter);
}

std::string base64(std::string_view bytes)
{
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(3, bytes.size())))
    {
        unsigned group = 0;
        for (std::size_t i = 0; i != 3; ++i)
            group = group << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
        for (std::size_t i = 0; i != 4; ++i)
            out += i <= bytes.size() ? digits[group >> (18 - 6 * i) & 63] : '=';
    }
    return out;
}

} // namespace signalwire::sandbox::detail
