#include "sandbox/account.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

// The index in `generated_calls`; those of added calls wrap around.
std::size_t index_of(call_number number) noexcept
{
    return static_cast<std::size_t>(number);
}

std::size_t added_index_of(call_number number) noexcept
{
    return static_cast<std::size_t>(-1 - number);
}

} // namespace

account::account(
    std::string project, std::size_t calls, std::uint64_t seed, bool omit_members,
    std::chrono::seconds clock_step)
    : data_(std::move(project), calls, seed, omit_members)
    , seed_(seed)
    , clock_step_(clock_step)
{
}

compat::call account::at(call_number number) const
{
    if (modified_call const* const call = modified(number))
        return data_.at(index_of(number), call->lifecycle);
    return data_.at(index_of(number));
}

std::optional<std::string_view> account::status(call_number number) const noexcept
{
    modified_call const* const call = modified(number);
    if (!call)
        return data_.status(index_of(number));
    if (data_.omits(index_of(number), member::status))
        return std::nullopt;
    return name_of(call->lifecycle.status);
}

std::optional<std::string> account::to(call_number number) const
{
    return data_.to(index_of(number));
}

std::optional<std::string> account::from(call_number number) const
{
    return data_.from(index_of(number));
}

std::optional<std::string> account::parent_call_sid(call_number number) const
{
    return data_.parent_call_sid(index_of(number));
}

std::optional<std::chrono::sys_seconds> account::start_time(call_number number) const noexcept
{
    modified_call const* const call = modified(number);
    if (!call)
        return data_.start_time(index_of(number));
    if (data_.omits(index_of(number), member::start_time))
        return std::nullopt;
    return call->lifecycle.start_time;
}

std::optional<std::chrono::sys_seconds> account::end_time(call_number number) const noexcept
{
    modified_call const* const call = modified(number);
    if (!call)
        return data_.end_time(index_of(number));
    if (data_.omits(index_of(number), member::end_time))
        return std::nullopt;
    return call->lifecycle.end_time;
}

std::optional<call_number> account::modified_from(call_number number) const noexcept
{
    if (number < 0 && !added_.empty())
        return std::max(number, begin());
    auto const found = updated_.lower_bound(number);
    return found == updated_.end() ? std::nullopt : std::optional<call_number>(found->first);
}

std::optional<call_number> account::modified_before(call_number number) const noexcept
{
    auto const found = updated_.lower_bound(number);
    if (found != updated_.begin())
        return std::prev(found)->first;
    call_number const added = std::min<call_number>(number, 0) - 1;
    return added >= begin() ? std::optional<call_number>(added) : std::nullopt;
}

std::optional<call_number> account::find(std::string_view sid) const
{
    for (call_number number = begin(); number != end(); ++number)
    {
        if (data_.sid_at(index_of(number)) == sid)
            return number;
    }
    return std::nullopt;
}

void account::add_calls(std::size_t calls, std::uint64_t request)
{
    for (; calls != 0; --calls)
    {
        now_ += clock_step_;
        call_number const number = begin() - 1;
        modified_call& call = added_.emplace_back();
        call.lifecycle = new_call_at(data_.random_of(index_of(number)), now_);
        record_revision(number, call, request);
    }
}

void account::update_call(call_number number, std::uint64_t request)
{
    now_ += clock_step_;
    modified_call& call = modify(number);
    call.lifecycle = next_state(data_.random_of(index_of(number)), call.lifecycle, now_);
    ++call.updates;
    record_revision(number, call, request);
}

void account::update_random_calls(std::size_t updates, std::uint64_t request)
{
    for (; updates != 0 && size() != 0; --updates)
        update_call(pick_call(), request);
}

std::vector<call_revision> account::call_history() const
{
    std::vector<call_revision> result;
    result.reserve(revisions_.size());
    for (revision const& each : revisions_)
    {
        call_revision& entry = result.emplace_back();
        entry.sid = data_.sid_at(index_of(each.number));
        entry.date_updated = each.call.lifecycle.date_updated;
        entry.revision = each.call.updates;
        entry.request_count = each.request;
        entry.call = data_.at(index_of(each.number), each.call.lifecycle);
    }
    return result;
}

account::modified_call const* account::modified(call_number number) const noexcept
{
    if (number < 0)
        return &added_[added_index_of(number)];
    if (updated_.empty())
        return nullptr;
    auto const found = updated_.find(number);
    return found == updated_.end() ? nullptr : &found->second;
}

account::modified_call& account::modify(call_number number)
{
    if (number < 0)
        return added_[added_index_of(number)];
    auto const [entry, is_new] = updated_.try_emplace(number);
    if (is_new)
        entry->second.lifecycle = data_.lifecycle(index_of(number));
    return entry->second;
}

// Most updates are of new calls.
call_number account::pick_call() noexcept
{
    constexpr std::uint64_t new_calls = 200;
    keyed_random const random(mix(seed_ ^ golden_gamma), choices_++);
    std::uint64_t const candidates =
        random.percent(0, 75) ? std::min<std::uint64_t>(new_calls, size()) : size();
    return begin() + static_cast<call_number>(random.below(1, candidates));
}

void account::record_revision(call_number number, modified_call const& state, std::uint64_t request)
{
    if (revisions_.size() == max_revisions)
        revisions_.pop_front();
    revisions_.emplace_back(number, request, state);
}

} // namespace signalwire::sandbox::detail
