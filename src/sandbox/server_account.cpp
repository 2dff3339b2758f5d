// Members of `server` that read or change its account.

#include "sandbox/listing.hpp"
#include "sandbox/server_implementation.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace signalwire::sandbox
{

namespace
{

detail::call_number number_at(detail::account const& calls, std::size_t index, char const* function)
{
    if (index >= calls.size())
        throw std::out_of_range(
            std::string("sandbox::server::") + function + ": index out of range");
    return calls.number_at(index);
}

} // namespace

compat::call server::call_at(std::size_t index) const
{
    return implementation_->context->handler.read(
        [&](detail::account const& calls) { return calls.at(number_at(calls, index, "call_at")); });
}

std::optional<std::size_t> server::index_of(std::string_view sid) const
{
    return implementation_->context->handler.read([&](detail::account const& calls) {
        std::optional<detail::call_number> const number = calls.find(sid);
        return number ? std::optional(calls.index_of(*number)) : std::nullopt;
    });
}

std::vector<std::size_t> server::find_calls(compat::call_filter const& filter) const
{
    return implementation_->context->handler
        .read_selected(
            filter,
            [](detail::account const& calls, detail::listing const& selected) {
                std::vector<std::size_t> result;
                for (std::optional<detail::list_position> next = selected.from(selected.begin());
                     next; next = selected.from(*next + 1))
                    result.push_back(calls.index_of(selected.at(*next)));
                return result;
            })
        .value_or(std::vector<std::size_t>());
}

std::size_t server::count_calls(compat::call_filter const& filter) const
{
    return implementation_->context->handler
        .read_selected(
            filter, [](detail::account const&, detail::listing const& all) { return all.count(); })
        .value_or(0);
}

void server::add_calls(std::size_t calls)
{
    implementation_->context->handler.update([&](detail::account& account, std::uint64_t requests) {
        account.add_calls(calls, requests);
    });
}

void server::update_call(std::size_t index)
{
    implementation_->context->handler.update([&](detail::account& account, std::uint64_t requests) {
        account.update_call(number_at(account, index, "update_call"), requests);
    });
}

void server::update_random_calls(std::size_t updates)
{
    implementation_->context->handler.update([&](detail::account& account, std::uint64_t requests) {
        account.update_random_calls(updates, requests);
    });
}

void server::set_status(std::string_view sid, std::string_view status)
{
    if (!implementation_->context->handler.set_status(sid, status))
        throw std::invalid_argument("sandbox::server::set_status: no such object or status");
}

std::vector<webhook_delivery> server::webhooks() const
{
    return implementation_->webhooks->deliveries();
}

timestamp server::now() const
{
    return implementation_->context->handler.read(
        [](detail::account const& calls) { return timestamp(calls.now()); });
}

void server::advance_clock(std::chrono::seconds duration)
{
    if (duration.count() < 0)
        throw std::invalid_argument(
            "sandbox::server::advance_clock: duration must not be negative");
    implementation_->context->handler.update(
        [&](detail::account& account, std::uint64_t) { account.advance_clock(duration); });
}

std::vector<call_revision> server::call_history() const
{
    return implementation_->context->handler.read(
        [](detail::account const& calls) { return calls.call_history(); });
}

std::vector<creation> server::creations(std::string_view model) const
{
    return implementation_->context->handler.read_creations([&](auto const& all) {
        std::vector<creation> result;
        std::copy_if(all.begin(), all.end(), std::back_inserter(result), [&](creation const& each) {
            return model.empty() || each.model == model;
        });
        return result;
    });
}

std::size_t server::count_creations(std::string_view model) const
{
    return implementation_->context->handler.read_creations([&](auto const& all) {
        return static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [&](creation const& each) {
                return model.empty() || each.model == model;
            }));
    });
}

void server::expire_page_tokens()
{
    implementation_->context->handler.expire_page_tokens();
}

} // namespace signalwire::sandbox
