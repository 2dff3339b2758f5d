#pragma once

#include "sandbox/call_lifecycle.hpp"
#include "sandbox/generated_calls.hpp"

#include <signalwire/sandbox/call_revision.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::sandbox::detail
{

/// A call's name for as long as the account lives: 0 and up for the calls of its begin, newest
/// first; -1, -2 and so on for those that arrived later. So rising numbers are the listing's order.
using call_number = std::int64_t;

/// The account as it is now: the made-up calls, and what has happened to them since. Takes memory
/// for what has happened, about 150 bytes for each arrival and each call that changed, and none for
/// the calls of its begin.
///
/// The account has a clock of its own, which moves with what happens and by `advance`. It begins
/// when all made-up calls have ended, so that whatever happens is later.
///
/// Not safe from several threads.
class account
{
public:
    static constexpr std::chrono::sys_seconds begin_of_time =
        call_data::end_of_data + std::chrono::hours(6);

    /// How many versions the journal remembers.
    static constexpr std::size_t max_versions = 100'000;

    account(
        std::string project, std::size_t calls, std::uint64_t seed, bool omit_members,
        std::chrono::seconds clock_step = std::chrono::seconds(1));

    /// The calls of the begin as they were.
    [[nodiscard]] call_data const& data() const noexcept
    {
        return data_;
    }

    /// The newest call and the one behind the oldest.
    [[nodiscard]] call_number begin() const noexcept
    {
        return -static_cast<call_number>(arrivals_.size());
    }

    [[nodiscard]] call_number end() const noexcept
    {
        return static_cast<call_number>(data_.size());
    }

    [[nodiscard]] std::size_t size() const noexcept
    {
        return data_.size() + arrivals_.size();
    }

    [[nodiscard]] compat::call at(call_number number) const;

    // What filters look at: nothing where the response has null or no member.
    [[nodiscard]] std::optional<std::string_view> status(call_number number) const noexcept;
    [[nodiscard]] std::optional<std::string> to(call_number number) const;
    [[nodiscard]] std::optional<std::string> from(call_number number) const;
    [[nodiscard]] std::optional<std::string> parent_call_sid(call_number number) const;
    [[nodiscard]] std::optional<std::chrono::sys_seconds> start_time(
        call_number number) const noexcept;
    [[nodiscard]] std::optional<std::chrono::sys_seconds> end_time(
        call_number number) const noexcept;

    /// The first call from `number` on to which something has happened; it may have any times.
    [[nodiscard]] std::optional<call_number> touched_from(call_number number) const noexcept;

    /// The last one before `number`.
    [[nodiscard]] std::optional<call_number> touched_before(call_number number) const noexcept;

    [[nodiscard]] std::optional<call_number> find(std::string_view sid) const;

    [[nodiscard]] std::chrono::sys_seconds now() const noexcept
    {
        return now_;
    }

    void advance(std::chrono::seconds duration) noexcept
    {
        now_ += duration;
    }

    /// `request` is for the journal: how many requests there have been.
    void arrive(std::size_t calls, std::uint64_t request);
    void change(call_number number, std::uint64_t request);
    void change_some(std::size_t changes, std::uint64_t request);

    [[nodiscard]] std::vector<call_version> versions() const;

private:
    /// How a call stands, and how often it has changed.
    struct touched_call
    {
        touched_call() = default;

        call_course course;
        std::uint64_t changes = 0;
    };

    struct version
    {
        version(call_number which, std::uint64_t at_request, touched_call const& state)
            : number(which)
            , request(at_request)
            , call(state)
        {
        }

        call_number number;
        std::uint64_t request;
        touched_call call;
    };

    [[nodiscard]] touched_call const* touched(call_number number) const noexcept;
    [[nodiscard]] touched_call& touch(call_number number);
    [[nodiscard]] call_number choose() noexcept;
    void note(call_number number, touched_call const& state, std::uint64_t request);

    call_data data_;
    std::uint64_t seed_;
    std::chrono::seconds clock_step_;
    std::chrono::sys_seconds now_ = begin_of_time;
    /// The oldest first: call -1 is at 0.
    std::deque<touched_call> arrivals_;
    std::map<call_number, touched_call> changed_;
    std::uint64_t choices_ = 0;
    std::deque<version> versions_;
};

} // namespace signalwire::sandbox::detail
