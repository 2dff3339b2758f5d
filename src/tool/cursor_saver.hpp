#pragma once

#include "tool/checkpoint.hpp"
#include "tool/cursor_file.hpp"
#include "tool/files.hpp"
#include "tool/output.hpp"

#include <signalwire/cursor.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::tool
{

/// Decides when to save the position during a listing: every second, earlier after much output, but
/// never more than 5 % of the time.
class save_schedule
{
public:
    using clock = std::chrono::steady_clock;

    static constexpr std::chrono::seconds interval{1};
    static constexpr std::uint64_t many_bytes = std::uint64_t{4} * 1024 * 1024;
    static constexpr int share = 20;

    explicit save_schedule(clock::time_point now) noexcept
        : saved_at_(now)
    {
    }

    /// Returns true if the position should be saved. `written` is in bytes since the start of the
    /// run.
    [[nodiscard]] bool is_due(clock::time_point now, std::uint64_t written) const noexcept
    {
        if (written == saved_bytes_ || now - saved_at_ < share * cost_)
            return false;
        return now - saved_at_ >= interval || written - saved_bytes_ >= many_bytes;
    }

    /// Call after an attempt to save the position after `written` bytes.
    void saved(clock::time_point start, clock::time_point end, std::uint64_t written) noexcept
    {
        saved_at_ = end;
        cost_ = std::max(end - start, clock::duration::zero());
        saved_bytes_ = written;
    }

private:
    clock::time_point saved_at_;
    clock::duration cost_{0};
    std::uint64_t saved_bytes_ = 0;
};

/// Tracks the position of a run and its output, and saves it to a file for the next run. Does
/// nothing without a file.
class cursor_saver
{
public:
    /// Locks the file and loads the checkpoint of the previous run. `layout` is that of this run,
    /// see `checkpoint::layout`.
    ///
    /// Throws: `usage_error` if the layouts differ, and as `cursor_lock` and `cursor_file::load`.
    cursor_saver(std::optional<std::string> const& path, std::string layout);

    /// Returns true if there is a file.
    [[nodiscard]] bool is_enabled() const noexcept
    {
        return file_.has_value();
    }

    /// Returns the checkpoint of the previous run, if any.
    [[nodiscard]] std::optional<checkpoint> const& previous() const noexcept
    {
        return previous_;
    }

    /// Throws: `usage_error`. The previous checkpoint cannot be used because of `reason`.
    [[noreturn]] void reject_previous(std::string_view reason) const
    {
        file_->reject(reason);
    }

    /// Call after `out` is opened to append to the output of the previous run. Saves the length of
    /// the output, because from now on it may exceed the checkpoint.
    void begin(output const& out) const;

    /// Call after all calls before `position` are in the buffer of the output.
    void on_buffered(cursor position)
    {
        buffered_ = std::move(position);
    }

    /// Call after the whole buffer of `out` is written.
    void on_written(output const& out);

    /// Returns true if there is a position after written calls.
    [[nodiscard]] bool has_written() const noexcept
    {
        return written_.has_value();
    }

    /// Returns the length of the output at the position after the last written call.
    [[nodiscard]] std::uint64_t written_bytes() const noexcept
    {
        return written_bytes_;
    }

    /// Saves the position after the last written call. Precondition: `has_written`.
    ///
    /// Throws: `output_error`, `std::system_error`.
    void save(output& out) const;

    /// Calls `save` as scheduled by `save_schedule`. Ignores failures to write the file.
    ///
    /// Throws: `output_error`.
    void save_if_due(output& out);

    /// Call if the written calls are lost.
    void discard_written() noexcept
    {
        written_.reset();
    }

    /// Ends the run. Removes the file if the listing is `complete`, otherwise saves the position,
    /// with the length of the output if the run has `failed`. Returns the failure, if any.
    [[nodiscard]] std::exception_ptr finalize(output const& out, bool complete, bool failed);

    /// Returns the path of the file if `finalize` saved a position.
    [[nodiscard]] std::optional<std::string> saved_path() const;

private:
    using clock = save_schedule::clock;

    [[nodiscard]] checkpoint make_checkpoint(
        cursor const& position, std::optional<output_checkpoint> const& output) const;

    std::string layout_;
    std::optional<cursor_file> file_;
    std::optional<cursor_lock> lock_;
    std::optional<checkpoint> previous_;
    /// The position after the last call in the buffer of the output.
    std::optional<cursor> buffered_;
    /// The position after the last written call, and the length of the output there.
    std::optional<cursor> written_;
    std::uint64_t written_bytes_ = 0;
    save_schedule schedule_{clock::now()};
    bool is_saved_ = false;
};

} // namespace signalwire::tool
