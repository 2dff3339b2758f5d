#include "sandbox/account.hpp"

#include "sandbox/json_writer.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

using std::chrono::seconds;
using std::chrono::sys_seconds;

// The index in `generated_calls`; those of added calls wrap around.
std::size_t generated(call_number number) noexcept
{
    return static_cast<std::size_t>(number);
}

std::size_t added_index_of(call_number number) noexcept
{
    return static_cast<std::size_t>(-1 - number);
}

/// A range of anchor times, inclusive.
struct anchor_range
{
    anchor_range() = default;

    /// Keeps the calls whose time, up to `delay` after the anchor time, can match `times`.
    void narrow(time_selection const& times, seconds delay) noexcept
    {
        if (times.is_empty())
            return;
        seconds const slack = times.slack();
        if (times.at)
        {
            first = std::max(first, *times.at - slack - delay);
            last = std::min(last, *times.at + slack);
        }
        if (times.after)
            first = std::max(first, *times.after - slack - delay);
        if (times.before)
            last = std::min(last, *times.before + slack);
    }

    sys_seconds first = generated_calls::end_of_data - std::chrono::days(366);
    sys_seconds last = generated_calls::end_of_data;
};

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
        return call_of(number, *call);
    return data_.at(generated(number));
}

std::optional<std::string_view> account::status(call_number number) const noexcept
{
    modified_call const* const call = modified(number);
    if (!call)
        return data_.status(generated(number));
    if (!call->created && data_.omits(generated(number), member::status))
        return std::nullopt;
    return name_of(call->lifecycle.status);
}

std::optional<std::string> account::to(call_number number) const
{
    created_call const* const call = created(number);
    return call ? call->to : data_.to(generated(number));
}

std::optional<std::string> account::from(call_number number) const
{
    created_call const* const call = created(number);
    return call ? call->from : data_.from(generated(number));
}

std::optional<std::string> account::parent_call_sid(call_number number) const
{
    return created(number) ? std::nullopt : data_.parent_call_sid(generated(number));
}

std::optional<std::chrono::sys_seconds> account::start_time(call_number number) const noexcept
{
    modified_call const* const call = modified(number);
    if (!call)
        return data_.start_time(generated(number));
    if (!call->created && data_.omits(generated(number), member::start_time))
        return std::nullopt;
    return call->lifecycle.start_time;
}

std::optional<std::chrono::sys_seconds> account::end_time(call_number number) const noexcept
{
    modified_call const* const call = modified(number);
    if (!call)
        return data_.end_time(generated(number));
    if (!call->created && data_.omits(generated(number), member::end_time))
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
    std::optional<std::size_t> const index = data_.index_of(sid);
    auto const number = static_cast<call_number>(index.value_or(data_.size()));
    if (number < begin() || number >= end() || is_removed(number))
        return std::nullopt;
    return number;
}

call_number account::number_at(std::size_t index) const noexcept
{
    call_number number = begin() + static_cast<call_number>(index);
    for (call_number const removed : removed_)
        number += removed <= number ? 1 : 0;
    return number;
}

std::size_t account::index_of(call_number number) const noexcept
{
    auto const before = std::distance(removed_.begin(), removed_.lower_bound(number));
    return static_cast<std::size_t>(number - begin() - before);
}

call_lifecycle account::lifecycle(call_number number) const
{
    modified_call const* const call = modified(number);
    return call ? call->lifecycle : data_.lifecycle(generated(number));
}

std::string account::sid_at(call_number number) const
{
    return data_.sid_at(generated(number));
}

void account::add_calls(std::size_t calls, std::uint64_t request)
{
    for (; calls != 0; --calls)
    {
        now_ += clock_step_;
        call_number const number = begin() - 1;
        modified_call& call = added_.emplace_back();
        call.lifecycle = new_call_at(data_.random_of(generated(number)), now_);
        record_revision(number, call, request);
    }
}

void account::update_call(call_number number, std::uint64_t request)
{
    now_ += clock_step_;
    modified_call& call = modify(number);
    call.lifecycle = next_state(data_.random_of(generated(number)), call.lifecycle, now_);
    ++call.updates;
    record_revision(number, call, request);
}

call_number account::create_call(created_call created, std::uint64_t request)
{
    now_ += clock_step_;
    call_number const number = begin() - 1;
    modified_call& call = added_.emplace_back();
    call.created = std::make_shared<created_call const>(std::move(created));
    call.lifecycle.date_created = call.lifecycle.date_updated = now_;
    record_revision(number, call, request);
    return number;
}

void account::set_status(
    call_number number, call_status_value status, std::chrono::sys_seconds at,
    std::uint64_t request)
{
    modified_call& call = modify(number);
    call.lifecycle = state_with(data_.random_of(generated(number)), call.lifecycle, status, at);
    ++call.updates;
    record_revision(number, call, request);
}

void account::remove_call(call_number number)
{
    removed_.insert(number);
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
        entry.sid = data_.sid_at(generated(each.number));
        entry.date_updated = each.call.lifecycle.date_updated;
        entry.revision = each.call.updates;
        entry.request_count = each.request;
        entry.call = call_of(each.number, each.call);
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

created_call const* account::created(call_number number) const noexcept
{
    return number < 0 ? modified(number)->created.get() : nullptr;
}

compat::call account::call_of(call_number number, modified_call const& state) const
{
    return state.created ? data_.at(generated(number), state.lifecycle, *state.created)
                         : data_.at(generated(number), state.lifecycle);
}

account::modified_call& account::modify(call_number number)
{
    if (number < 0)
        return added_[added_index_of(number)];
    auto const [entry, is_new] = updated_.try_emplace(number);
    if (is_new)
        entry->second.lifecycle = data_.lifecycle(generated(number));
    return entry->second;
}

// Most updates are of new calls.
call_number account::pick_call() noexcept
{
    constexpr std::uint64_t new_calls = 200;
    keyed_random const random(mix(seed_ ^ golden_gamma), choices_++);
    std::uint64_t const candidates =
        random.percent(0, 75) ? std::min<std::uint64_t>(new_calls, size()) : size();
    return number_at(random.below(1, candidates));
}

void account::record_revision(call_number number, modified_call const& state, std::uint64_t request)
{
    if (revisions_.size() == max_revisions)
        revisions_.pop_front();
    revisions_.emplace_back(number, request, state);
    changes_.emplace_back(number, state.lifecycle.status, state.lifecycle.date_updated);
}

call_list::call_list(account const& calls, selection const& filter)
    : calls_(calls)
    , end_(calls.end())
{
    anchor_range anchors;
    bool narrowed = false;
    for (condition const& each : filter.conditions)
    {
        narrowed = narrowed || !each.times.is_empty();
        anchors.narrow(each.times, each.member == "end_time" ? max_call_duration : seconds(0));
    }
    if (!narrowed)
        return;
    index_range const range = calls.data().between(anchors.first, anchors.last);
    begin_ = static_cast<call_number>(range.begin);
    end_ = static_cast<call_number>(range.end);
}

std::optional<list_position> call_list::from(list_position position) const
{
    std::optional<call_number> next = candidate_from(position);
    while (next && calls_.is_removed(*next))
        next = candidate_from(*next + 1);
    return next;
}

std::optional<list_position> call_list::before(list_position position) const
{
    std::optional<call_number> next = candidate_before(position);
    while (next && calls_.is_removed(*next))
        next = candidate_before(*next);
    return next;
}

std::optional<std::size_t> call_list::size() const
{
    return calls_.has_removed() ? std::nullopt : std::optional(calls_.size());
}

std::optional<std::string> call_list::text(list_position position, std::string_view member) const
{
    if (member == "status")
        return std::optional<std::string>(calls_.status(position));
    if (member == "to")
        return calls_.to(position);
    if (member == "from")
        return calls_.from(position);
    return calls_.parent_call_sid(position);
}

std::optional<sys_seconds> call_list::time(list_position position, std::string_view member) const
{
    return member == "start_time" ? calls_.start_time(position) : calls_.end_time(position);
}

void call_list::append(std::string& out, list_position position) const
{
    append_call(out, calls_.at(position));
}

std::optional<call_number> call_list::candidate_from(call_number number) const noexcept
{
    if (number >= begin_ && number < end_)
        return number;
    std::optional<call_number> const modified = calls_.modified_from(number);
    if (number >= end_ || begin_ == end_)
        return modified;
    return modified ? std::min(*modified, begin_) : begin_;
}

std::optional<call_number> call_list::candidate_before(call_number number) const noexcept
{
    if (number > begin_ && number <= end_)
        return number - 1;
    std::optional<call_number> const modified = calls_.modified_before(number);
    if (number <= begin_ || begin_ == end_)
        return modified;
    return modified ? std::max(*modified, end_ - 1) : end_ - 1;
}

} // namespace signalwire::sandbox::detail
