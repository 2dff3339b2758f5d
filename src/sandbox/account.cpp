#include "sandbox/account.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

// Where `call_data` has the call: arrivals have wrapped around.
std::size_t index_of(call_number number) noexcept
{
    return static_cast<std::size_t>(number);
}

std::size_t arrival_of(call_number number) noexcept
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
    if (touched_call const* const call = touched(number))
        return data_.at(index_of(number), call->course);
    return data_.at(index_of(number));
}

std::optional<std::string_view> account::status(call_number number) const noexcept
{
    touched_call const* const call = touched(number);
    if (!call)
        return data_.status(index_of(number));
    if (data_.omits(index_of(number), member::status))
        return std::nullopt;
    return name_of(call->course.status);
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
    touched_call const* const call = touched(number);
    if (!call)
        return data_.start_time(index_of(number));
    if (data_.omits(index_of(number), member::start_time))
        return std::nullopt;
    return call->course.start_time;
}

std::optional<std::chrono::sys_seconds> account::end_time(call_number number) const noexcept
{
    touched_call const* const call = touched(number);
    if (!call)
        return data_.end_time(index_of(number));
    if (data_.omits(index_of(number), member::end_time))
        return std::nullopt;
    return call->course.end_time;
}

std::optional<call_number> account::touched_from(call_number number) const noexcept
{
    if (number < 0 && !arrivals_.empty())
        return std::max(number, begin());
    auto const found = changed_.lower_bound(number);
    return found == changed_.end() ? std::nullopt : std::optional<call_number>(found->first);
}

std::optional<call_number> account::touched_before(call_number number) const noexcept
{
    auto const found = changed_.lower_bound(number);
    if (found != changed_.begin())
        return std::prev(found)->first;
    call_number const arrival = std::min<call_number>(number, 0) - 1;
    return arrival >= begin() ? std::optional<call_number>(arrival) : std::nullopt;
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

void account::arrive(std::size_t calls, std::uint64_t request)
{
    for (; calls != 0; --calls)
    {
        now_ += clock_step_;
        call_number const number = begin() - 1;
        touched_call& call = arrivals_.emplace_back();
        call.course = arrival_at(data_.random_of(index_of(number)), now_);
        note(number, call, request);
    }
}

void account::change(call_number number, std::uint64_t request)
{
    now_ += clock_step_;
    touched_call& call = touch(number);
    call.course = changed(data_.random_of(index_of(number)), call.course, now_);
    ++call.changes;
    note(number, call, request);
}

void account::change_some(std::size_t changes, std::uint64_t request)
{
    for (; changes != 0 && size() != 0; --changes)
        change(choose(), request);
}

std::vector<call_version> account::versions() const
{
    std::vector<call_version> result;
    result.reserve(versions_.size());
    for (version const& each : versions_)
    {
        call_version& made = result.emplace_back();
        made.sid = data_.sid_at(index_of(each.number));
        made.date_updated = each.call.course.date_updated;
        made.number = each.call.changes;
        made.request = each.request;
        made.call = data_.at(index_of(each.number), each.call.course);
    }
    return result;
}

account::touched_call const* account::touched(call_number number) const noexcept
{
    if (number < 0)
        return &arrivals_[arrival_of(number)];
    if (changed_.empty())
        return nullptr;
    auto const found = changed_.find(number);
    return found == changed_.end() ? nullptr : &found->second;
}

account::touched_call& account::touch(call_number number)
{
    if (number < 0)
        return arrivals_[arrival_of(number)];
    auto const [place, is_new] = changed_.try_emplace(number);
    if (is_new)
        place->second.course = data_.course(index_of(number));
    return place->second;
}

// Calls change while they are new, mostly.
call_number account::choose() noexcept
{
    constexpr std::uint64_t new_calls = 200;
    draws const random(mix(seed_ ^ golden_gamma), choices_++);
    std::uint64_t const among =
        random.percent(0, 75) ? std::min<std::uint64_t>(new_calls, size()) : size();
    return begin() + static_cast<call_number>(random.below(1, among));
}

void account::note(call_number number, touched_call const& state, std::uint64_t request)
{
    if (versions_.size() == max_versions)
        versions_.pop_front();
    versions_.emplace_back(number, request, state);
}

} // namespace signalwire::sandbox::detail
