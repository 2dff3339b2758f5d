#pragma once

#include "sandbox/call_lifecycle.hpp"
#include "sandbox/generated_calls.hpp"
#include "sandbox/listing.hpp"

#include <signalwire/sandbox/call_revision.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

/// Identifies a call within its account: 0, 1, … for the initial calls, newest first; -1, -2, … for
/// the calls added later. Ascending numbers are the order of the listing.
using call_number = list_position;

/// A change of a call's status, or a call's creation.
struct call_change
{
    call_change(call_number id, call_status_value new_status, std::chrono::sys_seconds time)
        : number(id)
        , status(new_status)
        , at(time)
    {
    }

    call_number number;
    call_status_value status;
    std::chrono::sys_seconds at;
};

/// The current state of the account: the generated calls, and their additions and updates. Memory:
/// about 150 bytes for each added and each updated call, none for unmodified initial calls.
///
/// The account's clock advances with each addition or update and by `advance_clock`. It starts
/// after the end of all initial calls, so every later change has a later time.
///
/// Thread safety: none.
class account
{
public:
    static constexpr std::chrono::sys_seconds initial_time =
        generated_calls::end_of_data + std::chrono::hours(6);

    /// Maximum number of revisions kept.
    static constexpr std::size_t max_revisions = 100'000;

    account(
        std::string project, std::size_t calls, std::uint64_t seed, bool omit_members,
        std::chrono::seconds clock_step = std::chrono::seconds(1));

    /// Returns the initial calls, without updates.
    [[nodiscard]] generated_calls const& data() const noexcept
    {
        return data_;
    }

    /// Returns the number of the newest call.
    [[nodiscard]] call_number begin() const noexcept
    {
        return -static_cast<call_number>(added_.size());
    }

    /// Returns the number after that of the oldest call.
    [[nodiscard]] call_number end() const noexcept
    {
        return static_cast<call_number>(data_.size());
    }

    [[nodiscard]] std::size_t size() const noexcept
    {
        return data_.size() + added_.size() - removed_.size();
    }

    /// Returns true if a request has removed the call. No other function may be called for it.
    [[nodiscard]] bool is_removed(call_number number) const noexcept
    {
        return !removed_.empty() && removed_.contains(number);
    }

    [[nodiscard]] bool has_removed() const noexcept
    {
        return !removed_.empty();
    }

    /// Returns the call with that index among those that are not removed, newest first.
    [[nodiscard]] call_number number_at(std::size_t index) const noexcept;

    /// The inverse of `number_at`.
    [[nodiscard]] std::size_t index_of(call_number number) const noexcept;

    [[nodiscard]] compat::call at(call_number number) const;

    // Members that filters compare: `nullopt` if the response has null or omits the member.
    [[nodiscard]] std::optional<std::string_view> status(call_number number) const noexcept;
    [[nodiscard]] std::optional<std::string> to(call_number number) const;
    [[nodiscard]] std::optional<std::string> from(call_number number) const;
    [[nodiscard]] std::optional<std::string> parent_call_sid(call_number number) const;
    [[nodiscard]] std::optional<std::chrono::sys_seconds> start_time(
        call_number number) const noexcept;
    [[nodiscard]] std::optional<std::chrono::sys_seconds> end_time(
        call_number number) const noexcept;

    /// Returns the first modified call at or after `number`. Its times may be arbitrary.
    [[nodiscard]] std::optional<call_number> modified_from(call_number number) const noexcept;

    /// Returns the last modified call before `number`.
    [[nodiscard]] std::optional<call_number> modified_before(call_number number) const noexcept;

    /// Returns the call with that id, unless it is removed.
    [[nodiscard]] std::optional<call_number> find(std::string_view sid) const;

    /// Returns the state of a call.
    [[nodiscard]] call_lifecycle lifecycle(call_number number) const;

    [[nodiscard]] std::string sid_at(call_number number) const;

    [[nodiscard]] std::chrono::sys_seconds now() const noexcept
    {
        return now_;
    }

    void advance_clock(std::chrono::seconds duration) noexcept
    {
        now_ += duration;
    }

    /// `request` is the number of requests so far, for `call_revision::request_count`.
    void add_calls(std::size_t calls, std::uint64_t request);
    void update_call(call_number number, std::uint64_t request);
    void update_random_calls(std::size_t updates, std::uint64_t request);

    /// Adds a call that a request creates. It is queued.
    call_number create_call(created_call created, std::uint64_t request);

    /// Changes the status of a call.
    void set_status(
        call_number number, call_status_value status, std::chrono::sys_seconds at,
        std::uint64_t request);

    /// Returns the changes since the last time, oldest first.
    [[nodiscard]] std::vector<call_change> take_changes() noexcept
    {
        return std::exchange(changes_, {});
    }

    void remove_call(call_number number);

    [[nodiscard]] std::vector<call_revision> call_history() const;

private:
    /// The state of a call and the number of its updates.
    struct modified_call
    {
        modified_call() = default;

        call_lifecycle lifecycle;
        std::uint64_t updates = 0;
        /// Null for a generated call.
        std::shared_ptr<created_call const> created;
    };

    struct revision
    {
        revision(call_number id, std::uint64_t at_request, modified_call const& state)
            : number(id)
            , request(at_request)
            , call(state)
        {
        }

        call_number number;
        std::uint64_t request;
        modified_call call;
    };

    [[nodiscard]] modified_call const* modified(call_number number) const noexcept;
    [[nodiscard]] created_call const* created(call_number number) const noexcept;
    [[nodiscard]] compat::call call_of(call_number number, modified_call const& state) const;
    [[nodiscard]] modified_call& modify(call_number number);
    [[nodiscard]] call_number pick_call() noexcept;
    void record_revision(call_number number, modified_call const& state, std::uint64_t request);

    generated_calls data_;
    std::uint64_t seed_;
    std::chrono::seconds clock_step_;
    std::chrono::sys_seconds now_ = initial_time;
    /// Oldest first: call -1 is at index 0.
    std::deque<modified_call> added_;
    std::map<call_number, modified_call> updated_;
    std::set<call_number> removed_;
    std::uint64_t choices_ = 0;
    std::deque<revision> revisions_;
    std::vector<call_change> changes_;
};

/// The calls of an account as a list. Time bounds of a filter restrict the search to a range of the
/// account.
class call_list final : public collection
{
public:
    /// Lifetime: `calls` must outlive the list.
    explicit call_list(account const& calls, selection const& filter = selection());

    [[nodiscard]] list_position begin() const noexcept override
    {
        return calls_.begin();
    }

    [[nodiscard]] list_position end() const noexcept override
    {
        return calls_.end();
    }

    [[nodiscard]] std::optional<list_position> from(list_position position) const override;
    [[nodiscard]] std::optional<list_position> before(list_position position) const override;
    [[nodiscard]] std::optional<std::size_t> size() const override;
    [[nodiscard]] std::optional<std::string> text(
        list_position position, std::string_view member) const override;
    [[nodiscard]] std::optional<std::chrono::sys_seconds> time(
        list_position position, std::string_view member) const override;
    void append(std::string& out, list_position position) const override;

private:
    [[nodiscard]] std::optional<call_number> candidate_from(call_number number) const noexcept;
    [[nodiscard]] std::optional<call_number> candidate_before(call_number number) const noexcept;

    account const& calls_;
    /// Unmodified calls can match only in `[begin_, end_)`.
    call_number begin_ = 0;
    call_number end_;
};

} // namespace signalwire::sandbox::detail
