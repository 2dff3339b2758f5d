#include "sandbox/request_handler.hpp"

#include "sandbox/json_style_writer.hpp"
#include "sandbox/page_token.hpp"
#include "sandbox/percent_encoding.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <limits>
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

response method_not_allowed(std::string_view allowed)
{
    response result = error_response(405, 20004, "Method not allowed");
    result.headers.emplace_back("Allow", allowed);
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

/// Returns the part of a decoded path that operations have; empty if it is of another account.
std::string_view resource_of(std::string_view path, std::string_view project)
{
    constexpr std::string_view root = "/api/laml/2010-04-01";
    constexpr std::string_view fax_root = "/fax/v1";
    if (path.starts_with(fax_root) && path.substr(fax_root.size()).starts_with("/Faxes"))
        return path.substr(fax_root.size());
    if (!path.starts_with(root))
        return {};
    path.remove_prefix(root.size());
    std::string const account = std::string("/Accounts/").append(project) + '/';
    if (!path.starts_with(account))
        return path.starts_with("/Accounts") ? path : std::string_view();
    path.remove_prefix(account.size() - 1);
    return path.starts_with("/Accounts") ? std::string_view() : path;
}

page_request page_of(operation_facts const& operation, std::string_view path)
{
    model_facts const& model = model_of(operation.model);
    page_request page;
    page.path = path;
    // The pages of faxes have URIs of another API.
    if (model.path.starts_with("/fax/v1/"))
        page.path = std::string("/fax/v1").append(path.substr(path.rfind("/Faxes")));
    page.list_keys = model.list_key;
    page.paged = !operation.has("unpaged");
    page.links_have_size = !operation.has("without_size");
    page.links_have_token = !operation.has("without_token");
    return page;
}

} // namespace

request_handler::request_handler(server_options const& options)
    : options_(options)
    , account_(
          options.project, options.calls, options.seed, options.omit_members, options.clock_step)
    , token_expiry_(options.page_token_max_requests)
    , size_(options.calls)
    , resources_(options, account_)
    , credentials_(base64(options.project + ':' + options.token))
    , listings_(fingerprint(mix(options.seed) + options.calls, options.project))
    , pages_(cache_bytes_of(options), when_full::keep_old)
{
}

response request_handler::handle(api_request const& request, mutation_spec const& mutation)
{
    std::uint64_t const number = 1 + requests_.fetch_add(1, std::memory_order_relaxed);
    response result = respond_to(request, number, mutation);
    if (options_.activity.every_requests != 0 && number % options_.activity.every_requests == 0)
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
    api_request const& request, std::uint64_t number, mutation_spec const& mutation)
{
    bool const authorized = is_authorized(request.authorization);
    if (authorized && request.method == "GET" && mutation.is_none() && request.script == nullptr)
    {
        if (std::shared_ptr<std::string const> page = pages_.find(request.target))
            return json_response(200, std::move(page));
    }
    if (!is_well_formed_target(request.target))
        return error_response(400, 20001, "The target is not an absolute path, percent-encoded");
    return send_to(request, authorized, number, mutation);
}

bool request_handler::is_authorized(std::string_view authorization) const noexcept
{
    constexpr std::string_view scheme = "basic ";
    return authorization.size() > scheme.size()
        && boost::beast::iequals(authorization.substr(0, scheme.size()), scheme)
        && authorization.substr(scheme.size()) == credentials_;
}

response request_handler::send_to(
    api_request const& request, bool authorized, std::uint64_t number,
    mutation_spec const& mutation)
{
    std::string_view const request_path = request.target.substr(0, request.target.find('?'));
    // The API serves both prefixes; its links have the longer one.
    std::string const path =
        std::string(request_path.starts_with("/2010-04-01/") ? "/api/laml" : "")
            .append(request_path);
    std::string const decoded = percent_decode(path).value_or("");
    route const target = find_route(request.method, resource_of(decoded, options_.project));
    if (!authorized && !is_content(target))
        return unauthorized();
    if (target.allowed.empty())
        return not_found();
    if (!target.operation)
        return method_not_allowed(target.allowed);
    bool const is_list = target.operation->what == action::list;
    if (request.script != nullptr && !is_list)
        return error_response(400, 20001, "The next response of the test is a page of a list");
    if (request.method != "GET")
        return write(target, request, number);
    if (is_list)
        return list(target, request, path, number, mutation);
    std::shared_lock const lock(mutex_);
    return resources_.get(target, request.ranges);
}

response request_handler::write(
    route const& target, api_request const& request, std::uint64_t number)
{
    bool const is_json = request.method == "PATCH";
    std::string_view const type =
        is_json ? "application/json" : "application/x-www-form-urlencoded";
    std::optional<form> content;
    if (request.body.empty() || request.content_type.starts_with(type))
        content = is_json && !request.body.empty() ? form::parse_json(request.body)
                                                   : form::parse(request.body);
    if (!content)
        return refusal(
            *target.operation, 400, 20001,
            is_json ? "The body is not a JSON object of texts"
                    : "The body is not a form, percent-encoded");
    if (!request.arrives)
        return response(204, nullptr);
    std::lock_guard const lock(mutex_);
    response result = resources_.write(target, *std::move(content), number);
    finish_update(number);
    return result;
}

response request_handler::list(
    route const& target, api_request const& content, std::string_view path, std::uint64_t request,
    mutation_spec const& mutation)
{
    std::string_view query = content.target;
    static_cast<void>(take_until(query, '?'));
    std::variant<list_query, response> parsed =
        parse_list_query(query, *target.operation, options_.bounds);
    if (response* const error = std::get_if<response>(&parsed))
        return std::move(*error);
    if (content.script != nullptr)
        return script_page(target, std::get<list_query>(parsed), path, *content.script, mutation);

    // The lock includes the insertion: an update clears the cache.
    std::shared_lock const lock(mutex_);
    response result =
        list_page(target, std::get<list_query>(std::move(parsed)), path, request, mutation);
    if (result.status == 200 && !token_expiry_.is_limited() && mutation.is_none())
        pages_.insert(content.target, result.body, result.body->capacity());
    return result;
}

response request_handler::list_page(
    route const& target, list_query query, std::string_view path, std::uint64_t request,
    mutation_spec const& mutation) const
{
    std::unique_ptr<collection> const items = resources_.list(target, query.filter);
    if (!items)
        return not_found();
    operation_facts const& operation = *target.operation;
    bool const is_call = operation.model == "call";
    listing const selected(
        *items, query.filter,
        operation.has("oldest_first") ? listing_order::oldest_first : options_.order,
        options_.seed);
    page_request page = page_of(operation, path);
    bool const by_offset =
        !page.links_have_token || options_.page_token_mode == page_token_mode::offset;
    page.filter = query.encoded_filter;
    page.listing = listing_of(target, page.filter, page.links_have_size ? query.page_size : 0);
    page.token = query.page_token;
    page.mutation = mutation;
    page.smaller_listing = listing_of(target, page.filter, smaller_page_size(query.page_size));
    std::optional<std::uint64_t> const number =
        page.links_have_token ? std::nullopt : std::exchange(query.page, std::nullopt);

    std::optional<page_position> found =
        find_position(query, page.listing, token_expiry_, request, selected.begin());
    if (!found || (!query.page_token.empty() && mutation.kind == page_mutation::expired_token))
        return page_token_error();
    found->page = number.value_or(found->page);
    // A token of links without a size contains it.
    if (!page.links_have_size && !query.page_token.empty())
        query.page_size = std::exchange(found->variant, 0);
    page_position const& position = *found;
    page.page_size = page.paged ? query.page_size : std::numeric_limits<std::uint64_t>::max();
    listing_part const part = part_at(selected, position, page.page_size, by_offset);
    page.page = position.page;
    if (part.more)
        page.next = adjacent_position(position, part, true);
    if (position.page != 0)
        page.previous = adjacent_position(position, part, false);
    for (std::optional<page_position>* const each : {&page.next, &page.previous})
    {
        if (*each && !page.links_have_size)
            (*each)->variant = page.page_size;
    }
    mutate_links(page, position, part, selected);
    std::string text = render_page(*items, part.numbers, page);
    // A mutated page has exactly the specified deviation.
    if (is_call && options_.json_style == json_style::varied && mutation.is_none())
        text = apply_varied_style(text, options_.seed).text;
    return json_response(200, std::make_shared<std::string const>(std::move(text)));
}

response request_handler::script_page(
    route const& target, list_query const& query, std::string_view path,
    scripted_page const& script, mutation_spec const& mutation) const
{
    page_request page = page_of(*target.operation, path);
    page.filter = query.encoded_filter;
    page.listing = listing_of(target, page.filter, query.page_size);
    page.page = script.number;
    page.page_size = query.page_size;
    page.token = query.page_token;
    page.mutation = mutation;
    page.smaller_listing = page.listing;
    page_position position;
    position.page = script.number + 1;
    if (script.has_next)
        page.next = position;
    position.page = script.number - 1;
    position.backwards = true;
    if (script.number != 0)
        page.previous = position;
    return json_response(200, std::make_shared<std::string const>(render_page(script.items, page)));
}

listing_part request_handler::part_at(
    listing const& items, page_position const& position, std::uint64_t page_size,
    bool by_offset) const
{
    if (by_offset)
        return items.part_from(items.nth(position.page * page_size), page_size);
    return position.backwards ? items.part_before(position.edge, page_size)
                              : items.part_from(position.edge, page_size);
}

std::optional<selection> request_handler::selected_by(compat::call_filter const& filter) const
{
    std::variant<list_query, response> parsed = parse_list_query(
        filter.query().encoded(), *find_route("GET", "/Calls").operation, options_.bounds);
    list_query* const query = std::get_if<list_query>(&parsed);
    return query ? std::optional(std::move(query->filter)) : std::nullopt;
}

void request_handler::run_activity()
{
    update([&](account& calls, std::uint64_t requests) {
        calls.add_calls(options_.activity.new_calls, requests);
        calls.update_random_calls(options_.activity.updated_calls, requests);
    });
}

void request_handler::finish_update(std::uint64_t requests)
{
    resources_.settle(requests);
    size_.store(account_.size(), std::memory_order_relaxed);
    pages_.clear();
    if (changed_)
        changed_();
}

bool request_handler::set_status(std::string_view sid, std::string_view status)
{
    std::lock_guard const lock(mutex_);
    std::uint64_t const requests = requests_.load(std::memory_order_relaxed);
    bool const changed = resources_.set_status(sid, status, requests);
    finish_update(requests);
    return changed;
}

void request_handler::set_observers(
    std::function<void(webhook)> webhooks, std::string origin, std::function<void()> changed)
{
    std::lock_guard const lock(mutex_);
    resources_.set_webhooks(std::move(webhooks), std::move(origin));
    changed_ = std::move(changed);
}

std::optional<std::chrono::seconds> request_handler::until_next_step() const
{
    std::shared_lock const lock(mutex_);
    std::optional<std::chrono::sys_seconds> const next = resources_.next_step();
    return next ? std::optional(*next - account_.now()) : std::nullopt;
}

std::uint64_t request_handler::listing_of(
    route const& target, std::string_view filter, std::uint64_t page_size) const
{
    std::uint64_t const list =
        fingerprint(fingerprint(listings_, target.operation->path), target.parent);
    return fingerprint(list ^ mix(page_size), filter);
}

} // namespace signalwire::sandbox::detail
