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

bool has_begun(draws const& random) noexcept
{
    switch (status_of(random))
    {
    case call_status::queued:
    case call_status::initiated: return false;
    case call_status::canceled: return random.percent(number_of(question::talk_kind), 50);
    default: return true;
    }
}

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

// How a call ends that has not yet.
call_status_value fate_of(draws const& random) noexcept
{
    call_status_value const status = status_of(random);
    return is_final(status) ? status : call_status::completed;
}

seconds talk_time(draws const& random, call_status_value status) noexcept
{
    if (status != call_status::completed)
        return seconds(0);
    std::uint64_t const kind = random.below(number_of(question::talk_kind), 100);
    std::uint64_t const longest = kind < 70 ? 180 : kind < 95 ? 1200 : 4 * 3600;
    return seconds(1 + random.below(number_of(question::talk_seconds), longest));
}

// The end is not exactly start and duration apart, as in reality.
seconds from_start_to_end(draws const& random) noexcept
{
    std::uint64_t const ring = random.below(number_of(question::ring_seconds), 45);
    std::uint64_t const drift = random.below(number_of(question::end_drift), 3);
    return seconds(ring + drift) + talk_time(random, status_of(random));
}

decimal price_of(draws const& random, std::int64_t duration)
{
    constexpr std::array<decimal, 5> per_minute = {
        decimal(-40, 4), decimal(-875, 5), decimal(-72, 4), decimal(3, 3), decimal(875, 5)};

    std::int64_t const minutes = (duration + 59) / 60;
    if (minutes == 0)
        return decimal(0, 4);
    decimal const& rate =
        per_minute[random.below(number_of(question::price_rate), per_minute.size())];
    return decimal(rate.unscaled() * minutes, rate.places());
}

} // namespace

call_status_value status_of(draws const& random) noexcept
{
    std::uint64_t left = random.below(number_of(question::status), 100);
    for (weight const& each : status_weights)
    {
        if (left < each.percent)
            return each.status;
        left -= each.percent;
    }
    return call_status::completed;
}

std::optional<sys_seconds> start_of(draws const& random, sys_seconds moment) noexcept
{
    return has_begun(random) ? std::optional<sys_seconds>(moment) : std::nullopt;
}

std::optional<sys_seconds> end_of(draws const& random, sys_seconds moment) noexcept
{
    if (!is_final(status_of(random)))
        return std::nullopt;
    return moment + from_start_to_end(random);
}

call_course course_at(draws const& random, sys_seconds moment)
{
    call_course course;
    course.status = status_of(random);
    course.date_created = moment - seconds(1);
    course.start_time = start_of(random, moment);
    course.end_time = end_of(random, moment);
    course.date_updated = course.end_time.value_or(moment)
        + seconds(random.below(number_of(question::update_delay), 600));
    course.duration = talk_time(random, course.status).count();
    if (course.end_time && !random.percent(number_of(question::price), 12))
        course.price = price_of(random, course.duration);
    return course;
}

call_course arrival_at(draws const& random, sys_seconds now)
{
    constexpr std::array<call_status_value, 4> statuses = {
        call_status::queued, call_status::initiated, call_status::ringing,
        call_status::in_progress};

    call_course course;
    course.status = statuses[random.below(number_of(question::arrival), statuses.size())];
    course.date_created = now;
    course.date_updated = now;
    if (course.status == call_status::ringing || course.status == call_status::in_progress)
        course.start_time = now;
    return course;
}

call_course changed(draws const& random, call_course course, sys_seconds now)
{
    course.date_updated = now;
    if (course.status == call_status::queued || course.status == call_status::initiated)
    {
        course.status = call_status::ringing;
        course.start_time = now;
    }
    else if (course.status == call_status::ringing && fate_of(random) == call_status::completed)
    {
        course.status = call_status::in_progress;
    }
    else if (!is_final(course.status))
    {
        course.status =
            course.status == call_status::in_progress ? call_status::completed : fate_of(random);
        course.end_time = now;
        course.duration = talk_time(random, course.status).count();
    }
    else if (!course.price)
    {
        course.price = price_of(random, course.duration);
    }
    else
    {
        course.price = decimal(course.price->unscaled() - 1, course.price->places());
    }
    return course;
}

std::optional<compat::answered_by> answerer_of(draws const& random, call_status_value status)
{
    if (status != call_status::completed)
        return std::nullopt;
    std::uint64_t const choice = random.below(number_of(question::answered_by), 100);
    if (choice < 45)
        return compat::answered_by::human;
    if (choice < 65)
        return compat::answered_by::machine;
    return std::nullopt;
}

std::optional<std::string> sip_result_of(draws const& random, call_status_value status)
{
    bool const variant = random.percent(number_of(question::sip_result), 30);
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
