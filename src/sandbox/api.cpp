#include "sandbox/api.hpp"

#include "sandbox/page_token.hpp"
#include "sandbox/percent.hpp"
#include "sandbox/varied_writer.hpp"

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

constexpr std::size_t selection_cache_bytes = std::size_t{64} * 1024 * 1024;

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

answer page_answer(std::shared_ptr<std::string const> page)
{
    answer result(200, std::move(page));
    result.headers.emplace_back("Content-Type", "application/json");
    return result;
}

} // namespace

api::api(server_options const& options)
    : data_(options.project, options.calls, options.seed, options.omit_members)
    , calls_path_("/api/laml/2010-04-01/Accounts/" + options.project + "/Calls")
    , credentials_(base64(options.project + ':' + options.token))
    , account_(fingerprint(mix(options.seed) + options.calls, options.project))
    , spelling_(options.spelling)
    , seed_(options.seed)
    , pages_(options.cache_bytes, when_full::keep_old)
    , selections_(selection_cache_bytes, when_full::start_over)
{
}

answer api::handle(std::string_view method, std::string_view target, std::string_view authorization)
{
    bool const authorized = is_authorized(authorization);
    if (authorized && method == "GET")
    {
        if (std::shared_ptr<std::string const> page = pages_.find(target))
            return page_answer(std::move(page));
    }
    if (!is_well_formed_target(target))
        return refusal(400, 20001, "The target is not an absolute path, percent-encoded");
    return authorized ? route(method, target) : unauthorized();
}

index_list api::select(selection const& filter)
{
    if (filter.is_everything())
        return index_list(data_.size());
    std::string const name = filter.encoded();
    std::shared_ptr<std::vector<std::uint32_t> const> selected = selections_.find(name);
    if (!selected)
    {
        selected =
            std::make_shared<std::vector<std::uint32_t> const>(detail::select(data_, filter));
        selections_.insert(name, selected, selected->capacity() * sizeof(std::uint32_t));
    }
    return index_list(std::move(selected));
}

bool api::is_authorized(std::string_view authorization) const noexcept
{
    constexpr std::string_view scheme = "basic ";
    return authorization.size() > scheme.size()
        && boost::beast::iequals(authorization.substr(0, scheme.size()), scheme)
        && authorization.substr(scheme.size()) == credentials_;
}

answer api::route(std::string_view method, std::string_view target)
{
    std::string_view const path = target.substr(0, target.find('?'));
    std::optional<std::string> resource = percent_decode(path);
    if (resource && resource->ends_with(".json"))
        resource->resize(resource->size() - 5);
    if (resource != calls_path_)
        return refusal(404, 20404, "The requested resource was not found");
    if (method != "GET")
        return method_not_allowed();
    return list(target, path);
}

answer api::list(std::string_view target, std::string_view path)
{
    std::string_view query = target.substr(path.size());
    if (!query.empty())
        query.remove_prefix(1);
    std::variant<list_query, answer> parsed = parse_list_query(query);
    if (answer* const refused = std::get_if<answer>(&parsed))
        return std::move(*refused);
    answer result = list_page(std::get<list_query>(parsed), path);
    if (result.status == 200)
        pages_.insert(target, result.body, result.body->capacity());
    return result;
}

answer api::list_page(list_query const& query, std::string_view path)
{
    page_request request;
    request.path = path;
    request.filter = query.filter.encoded();
    request.page_size = query.page_size;
    request.listing = listing_of(request.filter, query.page_size);
    request.token = query.page_token;
    if (!query.page_token.empty())
    {
        std::optional<page_position> const position =
            read_page_token(request.listing, query.page_token);
        if (!position || (query.page && *query.page != position->offset / query.page_size))
            return bad_page_token();
        request.offset = position->offset;
    }
    else if (query.page.value_or(0) != 0)
    {
        return bad_page_token();
    }
    std::string page = render_page(data_, select(query.filter), request);
    if (spelling_ == spelling::varied)
        page = vary_page(page, seed_).text;
    return page_answer(std::make_shared<std::string const>(std::move(page)));
}

std::uint64_t api::listing_of(std::string_view filter, std::uint64_t page_size) const
{
    return fingerprint(account_ ^ mix(page_size), filter);
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
