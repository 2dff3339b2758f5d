#include "sandbox/generated_calls.hpp"

#include "sandbox/percent_encoding.hpp"
#include "sandbox/sample_values.hpp"

#include <initializer_list>
#include <limits>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::uint64_t notifications_bit = 2;

constexpr std::uint64_t bits(std::initializer_list<member> members) noexcept
{
    std::uint64_t result = 0;
    for (member const each : members)
        result |= std::uint64_t{1} << static_cast<unsigned>(each);
    return result;
}

constexpr std::uint64_t undocumented_members =
    bits({member::forwarded_from, member::caller_name, member::annotation, member::group_sid});

// A response of the real API had 29 of the 36 members.
constexpr std::uint64_t unsent_members = undocumented_members
    | bits({member::parent_call_sid, member::phone_number_sid, member::answered_by});

constexpr std::uint64_t audio = bits(
    {member::audio_in_mos, member::audio_rtt_avg, member::audio_rtt_min, member::audio_rtt_max,
     member::audio_out_jitter_min, member::audio_out_jitter_max, member::audio_out_jitter_avg,
     member::audio_out_lost});

// Every member with a probability of one in four, except the identifier.
std::uint64_t random_members(keyed_random const& record) noexcept
{
    constexpr std::uint64_t all = (std::uint64_t{1} << static_cast<unsigned>(member::count)) - 1;
    std::uint64_t const random = record.bits(random_key::omission_members);
    return random & mix(random) & all & ~bits({member::sid});
}

} // namespace

omitted_members::omitted_members(keyed_random const& record) noexcept
{
    std::uint64_t const kind = record.below(random_key::omission, 100);
    if (kind < 6)
    {
        call_ = unsent_members;
    }
    else if (kind < 12)
    {
        call_ = audio;
    }
    else if (kind < 22)
    {
        call_ = undocumented_members;
        subresources_ = notifications_bit;
    }
    else if (kind < 30)
    {
        call_ = random_members(record);
        subresources_ = record.bits(random_key::omission_members) >> 40 & 3;
    }
}

namespace
{

using compat::call_direction;
using std::chrono::seconds;

call_direction::value_type direction_of(keyed_random const& random) noexcept
{
    std::uint64_t const choice = random.below(random_key::direction, 100);
    if (choice < 45)
        return call_direction::inbound;
    if (choice < 70)
        return call_direction::outbound_api;
    return choice < 88 ? call_direction::outbound_dial : call_direction::outbound;
}

void set_parties(compat::call& call, std::string to, std::string from)
{
    call.to = std::move(to);
    call.from = std::move(from);
    call.formatted_to = formatted(call.to);
    call.to_formatted = call.formatted_to;
    call.formatted_from = formatted(call.from);
    call.from_formatted = call.formatted_from;
}

// The indexes of added calls are negative numbers, wrapped around.
bool is_added(std::size_t index) noexcept
{
    return index > std::numeric_limits<std::size_t>::max() / 2;
}

} // namespace

std::string_view name_of(call_status_value status) noexcept
{
    return compat::call_status::names[static_cast<std::size_t>(status) - 1];
}

struct generated_calls::record
{
    record(std::uint64_t seed, std::size_t index_) noexcept
        : random(seed, index_)
        , index(index_)
    {
    }

    [[nodiscard]] std::optional<std::string> uuid_if(random_key key, std::uint64_t percent) const
    {
        if (!random.percent(key, percent))
            return std::nullopt;
        return uuid(random.bits(key), mix(random.bits(key)));
    }

    [[nodiscard]] std::string own() const
    {
        return own_address(random.below(random_key::own_address, own_addresses));
    }

    [[nodiscard]] bool is_inbound() const noexcept
    {
        return direction_of(random) == call_direction::inbound;
    }

    keyed_random random;
    std::size_t index;
};

generated_calls::generated_calls(
    std::string project, std::size_t count, std::uint64_t seed, bool omit_members)
    : project_(std::move(project))
    , base_uri_(account_path(project_) + "/Calls/")
    , count_(count)
    , seed_(seed)
    , omit_members_(omit_members)
{
}

generated_calls::record generated_calls::record_at(std::size_t index) const noexcept
{
    return record(seed_, index);
}

omitted_members generated_calls::omitted_members_of(record const& from) const noexcept
{
    return omit_members_ ? omitted_members(from.random) : omitted_members();
}

std::string generated_calls::sid_at(std::size_t index) const
{
    keyed_random const random = record_at(index).random;
    return uuid(random.identity(), random.bits(random_key::sid));
}

std::optional<std::size_t> generated_calls::index_of(std::string_view sid) const
{
    if (sid.size() != 36)
        return std::nullopt;
    std::string first_digits(sid.substr(0, 8));
    first_digits.append(sid.substr(9, 4)).append(sid.substr(14, 4));
    std::uint64_t high = 0;
    for (char const c : first_digits)
    {
        std::size_t const digit = std::string_view("0123456789abcdef").find(c);
        if (digit == std::string_view::npos)
            return std::nullopt;
        high = high << 4 | digit;
    }
    // The version of the UUID has replaced four bits.
    for (std::uint64_t version = 0; version != 16; ++version)
    {
        std::uint64_t const identity = (high & ~std::uint64_t{0xf000}) | version << 12;
        std::uint64_t const index = keyed_random::record_of(seed_, identity);
        if (sid_at(index) == sid)
            return index;
    }
    return std::nullopt;
}

// Parents are a few calls older, and some have parents too.
std::optional<std::string> generated_calls::parent_of(record const& child) const
{
    keyed_random const& random = child.random;
    bool const is_leg = direction_of(random) == call_direction::outbound_dial;
    if (!is_leg && !random.percent(random_key::parent, 8))
        return std::nullopt;
    std::size_t const parent = child.index + 1 + random.below(random_key::parent_distance, 4);
    if (parent >= count_ && !is_added(parent))
        return std::nullopt;
    return sid_at(parent);
}

// Each call has its own slot of the year; its time within the slot is random.
std::chrono::sys_seconds generated_calls::anchor_time_of(record const& from) const noexcept
{
    constexpr std::uint64_t span = 365 * 24 * 3600;
    std::uint64_t const begin = from.index * span / count_;
    std::uint64_t const end = (from.index + 1) * span / count_;
    std::uint64_t const within = from.random.below(random_key::anchor_time, end - begin);
    return end_of_data - seconds(1 + begin + within);
}

std::optional<std::string_view> generated_calls::status(std::size_t index) const noexcept
{
    record const from = record_at(index);
    if (omitted_members_of(from).omits(member::status))
        return std::nullopt;
    return name_of(status_of(from.random));
}

std::optional<std::string> generated_calls::to(std::size_t index) const
{
    record const from = record_at(index);
    if (omitted_members_of(from).omits(member::to))
        return std::nullopt;
    return from.is_inbound() ? from.own() : other_address(from.random);
}

std::optional<std::string> generated_calls::from(std::size_t index) const
{
    record const source = record_at(index);
    if (omitted_members_of(source).omits(member::from))
        return std::nullopt;
    return source.is_inbound() ? other_address(source.random) : source.own();
}

std::optional<std::string> generated_calls::parent_call_sid(std::size_t index) const
{
    record const from = record_at(index);
    if (omitted_members_of(from).omits(member::parent_call_sid))
        return std::nullopt;
    return parent_of(from);
}

std::optional<std::chrono::sys_seconds> generated_calls::start_time(
    std::size_t index) const noexcept
{
    record const from = record_at(index);
    if (omitted_members_of(from).omits(member::start_time))
        return std::nullopt;
    return start_of(from.random, anchor_time_of(from));
}

std::optional<std::chrono::sys_seconds> generated_calls::end_time(std::size_t index) const noexcept
{
    record const from = record_at(index);
    if (omitted_members_of(from).omits(member::end_time))
        return std::nullopt;
    return end_of(from.random, anchor_time_of(from));
}

index_range generated_calls::between(
    std::chrono::sys_seconds first, std::chrono::sys_seconds last) const noexcept
{
    if (last < first)
        return index_range(0, 0);
    return index_range(first_not_after(last), first_not_after(first - seconds(1)));
}

// Invariant: anchor times do not increase from call to call.
std::size_t generated_calls::first_not_after(std::chrono::sys_seconds time) const noexcept
{
    std::size_t begin = 0;
    std::size_t end = count_;
    while (begin != end)
    {
        std::size_t const middle = begin + (end - begin) / 2;
        if (anchor_time_of(record_at(middle)) > time)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

bool generated_calls::omits(std::size_t index, member id) const noexcept
{
    return omitted_members_of(record_at(index)).omits(id);
}

keyed_random generated_calls::random_of(std::size_t index) const noexcept
{
    return record_at(index).random;
}

call_lifecycle generated_calls::lifecycle(std::size_t index) const
{
    record const from = record_at(index);
    return lifecycle_at(from.random, anchor_time_of(from));
}

compat::call generated_calls::at(std::size_t index) const
{
    return at(index, lifecycle(index));
}

compat::call generated_calls::at(std::size_t index, call_lifecycle const& lifecycle) const
{
    record const from = record_at(index);
    omitted_members const omitted = omitted_members_of(from);

    compat::call call;
    add_identity(call, from);
    add_parties(call, from);
    add_lifecycle(call, from, lifecycle);
    add_notes(call, from);
    add_links(call);
    add_audio(call, from);
    call.presence.set_absent(omitted.call_bits());
    call.subresource_uris.presence.set_absent(omitted.subresource_bits());
    if ((omitted.call_bits() | omitted.subresource_bits()) != 0)
        clear_omitted(call);
    return call;
}

compat::call generated_calls::at(
    std::size_t index, call_lifecycle const& lifecycle, created_call const& created) const
{
    record const from = record_at(index);
    compat::call call;
    add_identity(call, from);
    call.parent_call_sid.reset();
    call.direction = call_direction::outbound_api;
    set_parties(call, created.to, created.from);
    add_lifecycle(call, from, lifecycle);
    add_links(call);
    add_audio(call, from);
    return call;
}

void generated_calls::add_identity(compat::call& call, record const& from) const
{
    call.sid = sid_at(from.index);
    call.account_sid = project_;
    call.parent_call_sid = parent_of(from);
    call.api_version = "2010-04-01";
    call.group_sid = from.uuid_if(random_key::group_sid, 6);
}

void generated_calls::add_parties(compat::call& call, record const& from) const
{
    std::string own = from.own();
    std::string other = other_address(from.random);
    // A number has the same id in all its calls; SIP endpoints have none.
    if (own.starts_with('+') && !from.random.percent(random_key::phone_number_sid, 10))
    {
        call.phone_number_sid = phone_number_sid(seed_, own);
    }
    call.direction = direction_of(from.random);
    if (from.is_inbound())
        set_parties(call, std::move(own), std::move(other));
    else
        set_parties(call, std::move(other), std::move(own));
}

void generated_calls::add_lifecycle(
    compat::call& call, record const& from, call_lifecycle const& lifecycle) const
{
    call.status = lifecycle.status;
    call.date_created = lifecycle.date_created;
    call.date_updated = lifecycle.date_updated;
    call.start_time = lifecycle.start_time;
    call.end_time = lifecycle.end_time;
    call.duration = lifecycle.duration;
    call.price = lifecycle.price;
    call.price_unit = "USD";
    call.answered_by = answerer_of(from.random, lifecycle.status);
    call.sip_result_code = sip_result_of(from.random, lifecycle.status);
}

void generated_calls::add_notes(compat::call& call, record const& from) const
{
    keyed_random const& random = from.random;
    if (random.percent(random_key::forwarded_from, 6))
        call.forwarded_from = own_address(random.bits(random_key::forwarded_from) % 8);
    if (random.percent(random_key::caller_name, 60))
        call.caller_name = caller_name(random.below(random_key::caller_name_choice, 1000));
    if (random.percent(random_key::annotation, 5))
        call.annotation = annotation(random.bits(random_key::annotation) >> 32);
    if (random.percent(random_key::notifications, 60))
        call.subresource_uris.notifications.emplace();
}

void generated_calls::add_links(compat::call& call) const
{
    std::string const path = base_uri_ + call.sid;
    call.uri = path + ".json";
    call.subresource_uris.recordings = path + "/Recordings.json";
    if (call.subresource_uris.notifications)
        call.subresource_uris.notifications = path + "/Notifications.json";
}

void generated_calls::add_audio(compat::call& call, record const& from) const
{
    keyed_random const& random = from.random;
    bool const measured = random.percent(random_key::audio, 85);
    if (call.duration == 0 || !measured)
        return;
    std::uint64_t const quality = random.bits(random_key::audio_quality);
    auto const some = [quality](unsigned shift, std::uint64_t range) {
        return static_cast<std::int64_t>((quality >> shift) % range);
    };
    call.audio_in_mos = static_cast<double>(100 + some(0, 401)) / 100;
    call.audio_rtt_min = 1 + some(8, 40);
    call.audio_rtt_avg = *call.audio_rtt_min + some(16, 60);
    call.audio_rtt_max = *call.audio_rtt_avg + some(24, 200);
    call.audio_out_jitter_min = some(32, 3);
    call.audio_out_jitter_avg = *call.audio_out_jitter_min + some(36, 8);
    call.audio_out_jitter_max = *call.audio_out_jitter_avg + some(40, 30);
    call.audio_out_lost = some(48, 10) < 7 ? 0 : some(50, 500);
    if (random.percent(random_key::audio_gap, 4))
        call.audio_rtt_avg.reset();
}

std::string account_path(std::string_view project)
{
    std::string path = "/api/laml/2010-04-01/Accounts/";
    append_percent_encoded(path, project);
    return path;
}

namespace
{

template <class Value>
void clear(Value& value)
{
    value = Value();
}

// Workaround for GCC 12: assignment causes a false warning of uninitialized members.
template <class Value>
void clear(std::optional<Value>& value)
{
    value.reset();
}

} // namespace

void clear_omitted(compat::call& call)
{
    member_presence const inner = call.subresource_uris.presence;
    if (inner.is_absent(0))
        call.subresource_uris.recordings.clear();
    if (inner.is_absent(1))
        call.subresource_uris.notifications.reset();

    unsigned number = 0;
    auto const visit = [&](auto& member) {
        if (call.presence.is_absent(number++))
            clear(member);
    };
    auto const visit_all = [&](auto&... members) { (visit(members), ...); };
    visit_all(
        call.sid, call.account_sid, call.date_created, call.date_updated, call.parent_call_sid);
    visit_all(call.to, call.formatted_to, call.to_formatted);
    visit_all(call.from, call.formatted_from, call.from_formatted);
    visit_all(call.phone_number_sid, call.status, call.start_time, call.end_time, call.duration);
    visit_all(call.price, call.price_unit, call.direction, call.answered_by, call.api_version);
    visit_all(call.forwarded_from, call.caller_name, call.uri, call.subresource_uris);
    visit_all(call.annotation, call.group_sid, call.audio_in_mos, call.sip_result_code);
    visit_all(call.audio_rtt_avg, call.audio_rtt_min, call.audio_rtt_max);
    visit_all(call.audio_out_jitter_min, call.audio_out_jitter_max, call.audio_out_jitter_avg);
    visit_all(call.audio_out_lost);
}

} // namespace signalwire::sandbox::detail
