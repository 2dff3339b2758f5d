#pragma once

#include "sandbox/call_lifecycle.hpp"
#include "sandbox/call_members.hpp"
#include "sandbox/keyed_random.hpp"

#include <signalwire/compat/call.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Calls with neighbouring indexes: `begin` to before `end`.
struct index_range
{
    index_range(std::size_t first, std::size_t behind) noexcept
        : begin(first)
        , end(behind)
    {
    }

    friend bool operator==(index_range const&, index_range const&) = default;

    std::size_t begin;
    std::size_t end;
};

/// The calls of the made-up account, newest first. Call i is a pure function of the constructor's
/// arguments and i, so an account of any size takes no memory; and each of its members is one of
/// its own, so a filter makes only what it looks at.
///
/// Calls that arrive later have the indexes before 0, wrapped around: -1, -2 and so on. They have
/// no moment of their own; how they stand, the caller keeps.
///
/// The functions that filters use return nothing where the response has null or no member.
/// Immutable: safe from any thread.
class call_data
{
public:
    /// The moments of all calls lie in the year before this one.
    static constexpr std::chrono::sys_seconds end_of_data =
        std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);

    call_data(std::string project, std::size_t count, std::uint64_t seed, bool omit_members);

    [[nodiscard]] std::size_t size() const noexcept
    {
        return count_;
    }

    [[nodiscard]] compat::call at(std::size_t index) const;

    /// The call when it stands as `course` says.
    [[nodiscard]] compat::call at(std::size_t index, call_course const& course) const;

    /// How the call stands when nothing has happened to it.
    [[nodiscard]] call_course course(std::size_t index) const;

    [[nodiscard]] std::string sid_at(std::size_t index) const;
    [[nodiscard]] bool omits(std::size_t index, member which) const noexcept;
    [[nodiscard]] draws random_of(std::size_t index) const noexcept;

    /// The calls with moments from `first` to `last`, both included. The moment of a call is its
    /// start time, if it has one; its end is up to `longest_course` later.
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
    [[nodiscard]] omissions omissions_of(record const& from) const noexcept;
    [[nodiscard]] std::chrono::sys_seconds moment_of(record const& from) const noexcept;
    [[nodiscard]] std::size_t first_not_after(std::chrono::sys_seconds moment) const noexcept;
    [[nodiscard]] std::optional<std::string> parent_of(record const& child) const;

    void add_identity(compat::call& call, record const& from) const;
    void add_parties(compat::call& call, record const& from) const;
    void add_course(compat::call& call, record const& from, call_course const& course) const;
    void add_notes(compat::call& call, record const& from) const;
    void add_links(compat::call& call) const;
    void add_audio(compat::call& call, record const& from) const;

    std::string project_;
    std::string base_uri_;
    std::size_t count_;
    std::uint64_t seed_;
    bool omit_members_;
};

/// As on the wire.
[[nodiscard]] std::string_view name_of(call_status_value status) noexcept;

/// The path of the account's resources: `/api/laml/2010-04-01/Accounts/{project}`.
[[nodiscard]] std::string account_path(std::string_view project);

/// Puts default values where the response has no member.
void clear_omitted(compat::call& call);

} // namespace signalwire::sandbox::detail
