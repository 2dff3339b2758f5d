#include "sandbox/request_handler.hpp"

#include "sandbox/json_style_writer.hpp"
#include "sandbox/page_token.hpp"
#include "sandbox/percent.hpp"

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

// Of an account whose pages do not all fit, a part in memory helps nobody who walks through it.
std::size_t cache_bytes_of(server_options const& options)
{
    constexpr std::size_t usual_call_bytes = 1400;
    constexpr std::size_t of_large_account = std::size_t{16} * 1024 * 1024;
    bool const fits = options.calls <= options.cache_bytes / usual_call_bytes;
    return fits ? options.cache_bytes : std::min(options.cache_bytes, of_large_account);
}

answer unauthorized()
{
    answer result = refusal(401, 20003, "Authentication Error - invalid credentials");
    result.headers.emplace_back("WWW-Authenticate", "Basic realm=\"SignalWire API\"");
    return result;
}

answer method_not_allowed()
{
    answer result = refusal(405, 20004, "Method not allowed");
    result.headers.emplace_back("Allow", "GET");
    return result;
}

page_position neighbour(page_position const& of, listing_part const& part, bool next)
{
    page_position result = of;
    result.edge = next ? part.end : part.begin;
    result.page = next ? of.page + 1 : of.page - 1;
    result.backwards = !next;
    result.spelling = 0;
    return result;
}

/// Where the walk through `calls` was so many pages before `part`; nothing where it began.
std::optional<page_position> earlier(
    page_request const& page, page_position const& where, listing_part const& part,
    listing const& calls)
{
    std::uint64_t const back = page.flaw.pages_back();
    if (back == 0 || back >= where.page)
        return std::nullopt;
    listing_part const between = calls.part_before(part.begin, back * page.page_size);
    page_position result = neighbour(where, part, true);
    result.edge = calls.before(between.begin).value_or(between.begin - 1) + 1;
    result.page = where.page - back;
    return result;
}

/// Changes which page is the next one, where the flaw of the page has it so.
void lead_astray(
    page_request& page, page_position const& where, listing_part const& part, listing const& calls)
{
    switch (page.flaw.what)
    {
    case page_change::empty_page:
        page.next = where;
        ++page.next->spelling;
        break;
    case page_change::rotated_token:
        if (page.next)
            page.next->spelling = where.spelling + 1;
        break;
    case page_change::cycle: page.next = earlier(page, where, part, calls); break;
    case page_change::foreign_host:
    case page_change::foreign_account:
    case page_change::foreign_path: page.next = neighbour(where, part, true); break;
    default: break;
    }
}

answer page_answer(std::shared_ptr<std::string const> page)
{
    answer result(200, std::move(page));
    result.headers.emplace_back("Content-Type", "application/json");
    return result;
}

} // namespace

api::api(server_options const& options)
    : options_(options)
    , account_(
          options.project, options.calls, options.seed, options.omit_members, options.clock_step)
    , token_life_(options.page_token_lifetime)
    , size_(options.calls)
    , calls_path_(account_path(options.project) + "/Calls")
    , recordings_(account_.data(), options)
    , credentials_(base64(options.project + ':' + options.token))
    , listings_(fingerprint(mix(options.seed) + options.calls, options.project))
    , pages_(cache_bytes_of(options), when_full::keep_old)
{
}

answer api::handle(
    std::string_view method, std::string_view target, std::string_view authorization,
    page_flaw const& flaw)
{
    std::uint64_t const request = 1 + requests_.fetch_add(1, std::memory_order_relaxed);
    answer result = answer_to(method, target, authorization, request, flaw);
    if (options_.activity.every != 0 && request % options_.activity.every == 0)
        live();
    return result;
}

void api::expire_page_tokens()
{
    std::lock_guard const lock(mutex_);
    token_life_.expire_all(requests_.load(std::memory_order_relaxed));
    pages_.clear();
}

answer api::answer_to(
    std::string_view method, std::string_view target, std::string_view authorization,
    std::uint64_t request, page_flaw const& flaw)
{
    bool const authorized = is_authorized(authorization);
    if (authorized && method == "GET" && flaw.is_none())
    {
        if (std::shared_ptr<std::string const> page = pages_.find(target))
            return page_answer(std::move(page));
    }
    if (!is_well_formed_target(target))
        return refusal(400, 20001, "The target is not an absolute path, percent-encoded");
    return authorized ? route(method, target, request, flaw) : unauthorized();
}

bool api::is_authorized(std::string_view authorization) const noexcept
{
    constexpr std::string_view scheme = "basic ";
    return authorization.size() > scheme.size()
        && boost::beast::iequals(authorization.substr(0, scheme.size()), scheme)
        && authorization.substr(scheme.size()) == credentials_;
}

answer api::route(
    std::string_view method, std::string_view target, std::uint64_t request, page_flaw const& flaw)
{
    std::string_view const asked = target.substr(0, target.find('?'));
    // The API serves both, and calls itself by the longer one.
    std::string const path =
        std::string(asked.starts_with("/2010-04-01/") ? "/api/laml" : "").append(asked);
    std::optional<std::string> resource = percent_decode(path);
    if (resource && resource->ends_with(".json"))
        resource->resize(resource->size() - 5);
    bool const recordings = resource == recordings_.path();
    if (resource != calls_path_ && !recordings)
        return refusal(404, 20404, "The requested resource was not found");
    if (method != "GET")
        return method_not_allowed();
    std::string_view const query = target.substr(std::min(asked.size() + 1, target.size()));
    return recordings ? recordings_.page(path, query) : list(query, target, path, request, flaw);
}

answer api::list(
    std::string_view query, std::string_view target, std::string_view path, std::uint64_t request,
    page_flaw const& flaw)
{
    std::variant<list_query, answer> parsed = parse_list_query(query, options_.bounds);
    if (answer* const refused = std::get_if<answer>(&parsed))
        return std::move(*refused);

    // Nothing happens until the page lies in the cache: what happens empties it.
    std::shared_lock const lock(mutex_);
    answer result = list_page(std::get<list_query>(parsed), path, request, flaw);
    if (result.status == 200 && !token_life_.is_limited() && flaw.is_none())
        pages_.insert(target, result.body, result.body->capacity());
    return result;
}

answer api::list_page(
    list_query const& query, std::string_view path, std::uint64_t request,
    page_flaw const& flaw) const
{
    page_request page;
    page.path = path;
    page.filter = query.filter.encoded();
    page.page_size = query.page_size;
    page.listing = listing_of(page.filter, query.page_size);
    page.token = query.page_token;
    page.flaw = flaw;
    page.smaller_listing = listing_of(page.filter, smaller_page_size(query.page_size));

    page_position where;
    listing const calls = listing_in_order(account_, query.filter);
    where.edge = calls.begin();
    if (!query.page_token.empty())
    {
        std::optional<page_position> const given = read_page_token(page.listing, query.page_token);
        if (!given || !token_life_.is_good(given->stamp, request)
            || (query.page && *query.page != given->page)
            || flaw.what == page_change::expired_token)
            return bad_page_token();
        where = *given;
    }
    else if (query.page.value_or(0) != 0)
    {
        return bad_page_token();
    }

    listing_part const part = part_at(calls, where, query.page_size);
    page.page = where.page;
    where.stamp = token_life_.stamp(request);
    if (part.more)
        page.next = neighbour(where, part, true);
    if (where.page != 0)
        page.previous = neighbour(where, part, false);
    lead_astray(page, where, part, calls);
    std::string text = render_page(account_, part.numbers, page);
    // Who spoils a page says exactly what is in it.
    if (options_.spelling == spelling::varied && flaw.is_none())
        text = vary_page(text, options_.seed).text;
    return page_answer(std::make_shared<std::string const>(std::move(text)));
}

listing_part api::part_at(
    listing const& calls, page_position const& where, std::uint64_t page_size) const
{
    if (options_.paging == page_tokens::offsets)
        return calls.part_from(calls.behind(where.page * page_size), page_size);
    return where.backwards ? calls.part_before(where.edge, page_size)
                           : calls.part_from(where.edge, page_size);
}

void api::live()
{
    alter([&](account& calls, std::uint64_t requests) {
        calls.arrive(options_.activity.arrivals, requests);
        calls.change_some(options_.activity.changes, requests);
    });
}

std::uint64_t api::listing_of(std::string_view filter, std::uint64_t page_size) const
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
