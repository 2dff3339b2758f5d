// What `server` shows of its account and lets happen there.

#include "sandbox/listing.hpp"
#include "sandbox/server_implementation.hpp"

#include <functional>
#include <stdexcept>

namespace signalwire::sandbox
{

namespace
{

detail::call_number number_at(detail::account const& calls, std::size_t index, char const* where)
{
    if (index >= calls.size())
        throw std::out_of_range(std::string("sandbox::server::") + where + ": no such call");
    return calls.begin() + static_cast<detail::call_number>(index);
}

std::size_t index_of(detail::account const& calls, detail::call_number number)
{
    return static_cast<std::size_t>(number - calls.begin());
}

} // namespace

compat::call server::call_at(std::size_t index) const
{
    return implementation_->service->api.look(
        [&](detail::account const& calls) { return calls.at(number_at(calls, index, "call_at")); });
}

std::optional<std::size_t> server::index_of(std::string_view sid) const
{
    return implementation_->service->api.look([&](detail::account const& calls) {
        std::optional<detail::call_number> const number = calls.find(sid);
        return number ? std::optional(sandbox::index_of(calls, *number)) : std::nullopt;
    });
}

std::vector<std::size_t> server::select(compat::call_filter const& filter) const
{
    std::vector<std::size_t> result;
    detail::api const& api = implementation_->service->api;
    std::optional<detail::selection> const what = api.selected_by(filter);
    if (!what)
        return result;
    return api.look([&](detail::account const& calls) {
        detail::listing const selected = api.listing_in_order(calls, *what);
        for (std::optional<detail::listing_place> next = selected.from(selected.begin()); next;
             next = selected.from(*next + 1))
            result.push_back(sandbox::index_of(calls, selected.at(*next)));
        return std::move(result);
    });
}

std::size_t server::count(compat::call_filter const& filter) const
{
    detail::api const& api = implementation_->service->api;
    std::optional<detail::selection> const what = api.selected_by(filter);
    if (!what)
        return 0;
    return api.look(
        [&](detail::account const& calls) { return detail::listing(calls, *what).count(); });
}

void server::arrive(std::size_t calls)
{
    implementation_->service->api.alter(
        [&](detail::account& account, std::uint64_t requests) { account.arrive(calls, requests); });
}

void server::change(std::size_t index)
{
    implementation_->service->api.alter([&](detail::account& account, std::uint64_t requests) {
        account.change(number_at(account, index, "change"), requests);
    });
}

void server::change_some(std::size_t changes)
{
    implementation_->service->api.alter([&](detail::account& account, std::uint64_t requests) {
        account.change_some(changes, requests);
    });
}

timestamp server::now() const
{
    return implementation_->service->api.look(
        [](detail::account const& calls) { return timestamp(calls.now()); });
}

void server::advance(std::chrono::seconds duration)
{
    if (duration.count() < 0)
        throw std::invalid_argument("sandbox::server::advance: time does not run backwards");
    implementation_->service->api.alter(
        [&](detail::account& account, std::uint64_t) { account.advance(duration); });
}

std::vector<call_version> server::versions() const
{
    return implementation_->service->api.look(
        [](detail::account const& calls) { return calls.versions(); });
}

void server::expire_page_tokens()
{
    implementation_->service->api.expire_page_tokens();
}

} // namespace signalwire::sandbox
