#pragma once

#include "sandbox/call_lifecycle.hpp"
#include "sandbox/keyed_random.hpp"

#include <signalwire/compat/call.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::sandbox::detail
{

/// The members of a call in the order of the response, which are bit numbers of
/// `member_presence`.
enum class member : unsigned
{
    sid,
    account_sid,
    date_created,
    date_updated,
    parent_call_sid,
    to,
    formatted_to,
    to_formatted,
    from,
    formatted_from,
    from_formatted,
    phone_number_sid,
    status,
    start_time,
    end_time,
    duration,
    price,
    price_unit,
    direction,
    answered_by,
    api_version,
    forwarded_from,
    caller_name,
    uri,
    subresource_uris,
    annotation,
    group_sid,
    audio_in_mos,
    sip_result_code,
    audio_rtt_avg,
    audio_rtt_min,
    audio_rtt_max,
    audio_out_jitter_min,
    audio_out_jitter_max,
    audio_out_jitter_avg,
    audio_out_lost,
    count
};

/// The members that the response omits from a call.
class omitted_members
{
public:
    /// Omits nothing.
    constexpr omitted_members() noexcept = default;

    /// Selects the members at random: most calls are complete, some have 29 members, some have
    /// those of the API reference, and a few omit any members except `sid`.
    explicit omitted_members(keyed_random const& record) noexcept;

    [[nodiscard]] bool omits(member id) const noexcept
    {
        return (call_ >> static_cast<unsigned>(id) & 1) != 0;
    }

    /// Returns one bit per member of the call.
    [[nodiscard]] std::uint64_t call_bits() const noexcept
    {
        return call_;
    }

    /// Returns one bit per member of `subresource_uris`: recordings, notifications.
    [[nodiscard]] std::uint64_t subresource_bits() const noexcept
    {
        return subresources_;
    }

private:
    std::uint64_t call_ = 0;
    std::uint64_t subresources_ = 0;
};

/// A range of calls: `[begin, end)`.
struct index_range
{
    index_range(std::size_t first, std::size_t after_last) noexcept
        : begin(first)
        , end(after_last)
    {
    }

    friend bool operator==(index_range const&, index_range const&) = default;

    std::size_t begin;
    std::size_t end;
};

/// What a request says about the call that it creates.
struct created_call
{
    created_call(std::string callee, std::string caller)
        : to(std::move(callee))
        , from(std::move(caller))
    {
    }

    std::string to;
    std::string from;
};

/// The initial calls of the account, newest first. Call i is a pure function of the constructor's
/// arguments and i, so an account of any size takes no memory. Each member is also a function of
/// its own, so a filter computes only the members that it compares.
///
/// Calls that are added later have the indexes -1, -2, …, wrapped around. They have no anchor time;
/// the caller keeps their state.
///
/// The functions for filters return `nullopt` if the response has null or omits the member.
///
/// Thread safety: immutable; safe from any thread.
class generated_calls
{
public:
    /// The anchor times of all calls are in the year before this time.
    static constexpr std::chrono::sys_seconds end_of_data =
        std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);

    generated_calls(std::string project, std::size_t count, std::uint64_t seed, bool omit_members);

    [[nodiscard]] std::size_t size() const noexcept
    {
        return count_;
    }

    [[nodiscard]] compat::call at(std::size_t index) const;

    /// Returns the call in the state `lifecycle`.
    [[nodiscard]] compat::call at(std::size_t index, call_lifecycle const& lifecycle) const;

    /// Returns a call that a request has created.
    [[nodiscard]] compat::call at(
        std::size_t index, call_lifecycle const& lifecycle, created_call const& created) const;

    /// Returns the state of the call before any update.
    [[nodiscard]] call_lifecycle lifecycle(std::size_t index) const;

    [[nodiscard]] std::string sid_at(std::size_t index) const;

    /// Returns the index that `sid_at` has this result for, also if no call is there.
    [[nodiscard]] std::optional<std::size_t> index_of(std::string_view sid) const;

    [[nodiscard]] bool omits(std::size_t index, member id) const noexcept;
    [[nodiscard]] keyed_random random_of(std::size_t index) const noexcept;

    /// Returns the calls with anchor times from `first` to `last`, inclusive. The anchor time of a
    /// call is its start time, if it has one; its end is up to `max_call_duration` later.
    [[nodiscard]] index_range between(
        std::chrono::sys_seconds first, std::chrono::sys_seconds last) const noexcept;

    [[nodiscard]] std::optional<std::string_view> status(std::size_t index) const noexcept;
    [[nodiscard]] std::optional<std::string> to(std::size_t index) const;
    [[nodiscard]] std::optional<std::string> from(std::size_t index) const;
    [[nodiscard]] std::optional<std::string> parent_call_sid(std::size_t index) const;
    [[nodiscard]] std::optional<std::chrono::sys_seconds> start_time(
        std::size_t index) const noexcept;
    [[nodiscard]] std::optional<std::chrono::sys_seconds> end_time(
        std::size_t index) const noexcept;

private:
    struct record;

    [[nodiscard]] record record_at(std::size_t index) const noexcept;
    [[nodiscard]] omitted_members omitted_members_of(record const& from) const noexcept;
    [[nodiscard]] std::chrono::sys_seconds anchor_time_of(record const& from) const noexcept;
    [[nodiscard]] std::size_t first_not_after(std::chrono::sys_seconds time) const noexcept;
    [[nodiscard]] std::optional<std::string> parent_of(record const& child) const;

    void add_identity(compat::call& call, record const& from) const;
    void add_parties(compat::call& call, record const& from) const;
    void add_lifecycle(
        compat::call& call, record const& from, call_lifecycle const& lifecycle) const;
    void add_notes(compat::call& call, record const& from) const;
    void add_links(compat::call& call) const;
    void add_audio(compat::call& call, record const& from) const;

    std::string project_;
    std::string base_uri_;
    std::size_t count_;
    std::uint64_t seed_;
    bool omit_members_;
};

/// Returns the API's name of a status.
[[nodiscard]] std::string_view name_of(call_status_value status) noexcept;

/// Returns the path of the account's resources: `/api/laml/2010-04-01/Accounts/{project}`.
[[nodiscard]] std::string account_path(std::string_view project);

/// Assigns default values to the members that the response omits.
void clear_omitted(compat::call& call);

} // namespace signalwire::sandbox::detail
