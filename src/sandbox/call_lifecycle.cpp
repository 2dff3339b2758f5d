#include "sandbox/call_lifecycle.hpp"

#include "sandbox/sample_values.hpp"

#include <array>

namespace signalwire::sandbox::detail
{

namespace
{

using compat::call_status;
using std::chrono::seconds;
using std::chrono::sys_seconds;

struct weight
{
    std::uint64_t percent;
    call_status_value status;
};

constexpr std::array<weight, 9> status_weights = {{
    {73, call_status::completed},
    {7, call_status::no_answer},
    {5, call_status::busy},
    {4, call_status::failed},
    {3, call_status::canceled},
    {2, call_status::queued},
    {2, call_status::ringing},
    {2, call_status::in_progress},
    {2, call_status::initiated},
}};

bool has_started(keyed_random const& random) noexcept
{
    switch (status_of(random))
    {
    case call_status::queued:
    case call_status::initiated: return false;
    case call_status::canceled: return random.percent(random_key::talk_kind, 50);
    default: return true;
    }
}

// The final status of a call that is still open.
call_status_value final_status_of(keyed_random const& random) noexcept
{
    call_status_value const status = status_of(random);
    return is_final(status) ? status : call_status::completed;
}

seconds talk_time(keyed_random const& random, call_status_value status) noexcept
{
    if (status != call_status::completed)
        return seconds(0);
    std::uint64_t const kind = random.below(random_key::talk_kind, 100);
    std::uint64_t const max_seconds = kind < 70 ? 180 : kind < 95 ? 1200 : 4 * 3600;
    return seconds(1 + random.below(random_key::talk_seconds, max_seconds));
}

// As in the real API, end and start do not differ by exactly the duration.
seconds from_start_to_end(keyed_random const& random) noexcept
{
    std::uint64_t const ring = random.below(random_key::ring_seconds, 45);
    std::uint64_t const offset = random.below(random_key::end_offset, 3);
    return seconds(ring + offset) + talk_time(random, status_of(random));
}

decimal price_of(keyed_random const& random, std::int64_t duration)
{
    constexpr std::array<decimal, 5> per_minute = {
        decimal(-40, 4), decimal(-875, 5), decimal(-72, 4), decimal(3, 3), decimal(875, 5)};

    std::int64_t const minutes = (duration + 59) / 60;
    if (minutes == 0)
        return decimal(0, 4);
    decimal const& rate = per_minute[random.below(random_key::price_rate, per_minute.size())];
    return decimal(rate.unscaled() * minutes, rate.places());
}

} // namespace

bool is_final(call_status_value status) noexcept
{
    switch (status)
    {
    case call_status::queued:
    case call_status::initiated:
    case call_status::ringing:
    case call_status::in_progress: return false;
    default: return true;
    }
}

call_status_value status_of(keyed_random const& random) noexcept
{
    std::uint64_t remaining = random.below(random_key::status, 100);
    for (weight const& each : status_weights)
    {
        if (remaining < each.percent)
            return each.status;
        remaining -= each.percent;
    }
    return call_status::completed;
}

std::optional<sys_seconds> start_of(keyed_random const& random, sys_seconds anchor) noexcept
{
    return has_started(random) ? std::optional<sys_seconds>(anchor) : std::nullopt;
}

std::optional<sys_seconds> end_of(keyed_random const& random, sys_seconds anchor) noexcept
{
    if (!is_final(status_of(random)))
        return std::nullopt;
    return anchor + from_start_to_end(random);
}

call_lifecycle lifecycle_at(keyed_random const& random, sys_seconds anchor)
{
    call_lifecycle lifecycle;
    lifecycle.status = status_of(random);
    lifecycle.date_created = anchor - seconds(1);
    lifecycle.start_time = start_of(random, anchor);
    lifecycle.end_time = end_of(random, anchor);
    lifecycle.date_updated =
        lifecycle.end_time.value_or(anchor) + seconds(random.below(random_key::update_delay, 600));
    lifecycle.duration = talk_time(random, lifecycle.status).count();
    if (lifecycle.end_time && !random.percent(random_key::price, 12))
        lifecycle.price = price_of(random, lifecycle.duration);
    return lifecycle;
}

call_lifecycle new_call_at(keyed_random const& random, sys_seconds now)
{
    constexpr std::array<call_status_value, 4> statuses = {
        call_status::queued, call_status::initiated, call_status::ringing,
        call_status::in_progress};

    call_lifecycle lifecycle;
    lifecycle.status = statuses[random.below(random_key::new_call_status, statuses.size())];
    lifecycle.date_created = now;
    lifecycle.date_updated = now;
    if (lifecycle.status == call_status::ringing || lifecycle.status == call_status::in_progress)
        lifecycle.start_time = now;
    return lifecycle;
}

call_lifecycle next_state(keyed_random const& random, call_lifecycle lifecycle, sys_seconds now)
{
    lifecycle.date_updated = now;
    if (lifecycle.status == call_status::queued || lifecycle.status == call_status::initiated)
    {
        lifecycle.status = call_status::ringing;
        lifecycle.start_time = now;
    }
    else if (
        lifecycle.status == call_status::ringing
        && final_status_of(random) == call_status::completed)
    {
        lifecycle.status = call_status::in_progress;
    }
    else if (!is_final(lifecycle.status))
    {
        lifecycle.status = lifecycle.status == call_status::in_progress ? call_status::completed
                                                                        : final_status_of(random);
        lifecycle.end_time = now;
        lifecycle.duration = talk_time(random, lifecycle.status).count();
    }
    else if (!lifecycle.price)
    {
        lifecycle.price = price_of(random, lifecycle.duration);
    }
    else
    {
        lifecycle.price = decimal(lifecycle.price->unscaled() - 1, lifecycle.price->places());
    }
    return lifecycle;
}

call_lifecycle state_with(
    keyed_random const& random, call_lifecycle lifecycle, call_status_value status, sys_seconds now)
{
    lifecycle.date_updated = now;
    lifecycle.status = status;
    if (!lifecycle.start_time
        && (status == call_status::ringing || status == call_status::in_progress))
        lifecycle.start_time = now;
    if (!is_final(status))
        return lifecycle;
    lifecycle.end_time = now;
    if (status == call_status::completed)
        lifecycle.duration = (now - lifecycle.start_time.value_or(now)).count();
    lifecycle.price = price_of(random, lifecycle.duration);
    return lifecycle;
}

std::optional<compat::answered_by> answerer_of(keyed_random const& random, call_status_value status)
{
    if (status != call_status::completed)
        return std::nullopt;
    std::uint64_t const choice = random.below(random_key::answered_by, 100);
    if (choice < 45)
        return compat::answered_by::human;
    if (choice < 65)
        return compat::answered_by::machine;
    return std::nullopt;
}

std::optional<std::string> sip_result_of(keyed_random const& random, call_status_value status)
{
    bool const variant = random.percent(random_key::sip_result, 30);
    switch (status)
    {
    case call_status::completed: return "200";
    case call_status::busy: return variant ? "600" : "486";
    case call_status::no_answer: return variant ? "408" : "480";
    case call_status::failed: return variant ? "503" : "404";
    case call_status::canceled: return "487";
    default: return std::nullopt;
    }
}

} // namespace signalwire::sandbox::detail
