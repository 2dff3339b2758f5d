#pragma once

#include "tool/checkpoint.hpp"
#include "tool/cursor_file.hpp"
#include "tool/file_lock.hpp"
#include "tool/output.hpp"
#include "tool/save_schedule.hpp"

#include <signalwire/cursor.hpp>

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::tool
{

/// Keeps the position of a run in its listing in step with the output, and in a file for the run
/// after it. When no file was asked for, there is nothing to keep.
class position_keeper
{
public:
    /// Locks the file and reads the position that an earlier run left behind. `layout` is how calls
    /// are written (`saved_position::layout`). Throws as `cursor_lock` and
    /// `cursor_file::load`, and `usage_error` when the earlier run wrote in another layout.
    position_keeper(std::optional<std::string> const& path, std::string layout);

    [[nodiscard]] bool is_wanted() const noexcept
    {
        return file_.has_value();
    }

    /// Where an earlier run stopped.
    [[nodiscard]] std::optional<saved_position> const& earlier() const noexcept
    {
        return earlier_;
    }

    /// That position is of no use here: throws `usage_error`, which says so.
    [[noreturn]] void refuse_earlier(std::string_view reason) const
    {
        file_->refuse(reason);
    }

    /// `out` has been opened, and goes on where the earlier run stopped: from now on it may hold
    /// more than the position speaks of.
    void begin(output const& out) const;

    /// All calls before `place` have been put into the output's buffer.
    void take(cursor place)
    {
        taken_ = std::move(place);
    }

    /// The buffer of `out` has been written to its end.
    void mark_written(output const& out);

    /// Whether there is a position behind something written.
    [[nodiscard]] bool has_written() const noexcept
    {
        return written_.has_value();
    }

    /// How much of the output the position behind what was written speaks of.
    [[nodiscard]] std::uint64_t written_bytes() const noexcept
    {
        return written_bytes_;
    }

    /// Saves the position behind what was written, which there must be. Throws `output_error` and
    /// `std::system_error`.
    void save(output& out) const;

    /// The same, now and then. Throws `output_error` only.
    void save_now_and_then(output& out);

    /// What was written is lost.
    void forget_written() noexcept
    {
        written_.reset();
    }

    /// At the end: removes the file when the listing is `complete`, else saves the position; with
    /// the length of the output, in case the run has `failed`. Gives what went wrong, if it did.
    [[nodiscard]] std::exception_ptr settle(output const& out, bool complete, bool failed);

    /// The file in which the position was left behind by `settle`, if it was.
    [[nodiscard]] std::optional<std::string> left_behind() const;

private:
    using clock = save_pace::clock;

    [[nodiscard]] saved_position make_position(
        cursor const& place, std::optional<output_mark> const& mark) const;

    std::string layout_;
    std::optional<cursor_file> file_;
    std::optional<cursor_lock> lock_;
    std::optional<saved_position> earlier_;
    /// The position behind the last call that was put into the output's buffer.
    std::optional<cursor> taken_;
    /// The same for the last time that the buffer was written to its end, and how far that was.
    std::optional<cursor> written_;
    std::uint64_t written_bytes_ = 0;
    save_pace pace_{clock::now()};
    bool left_behind_ = false;
};

} // namespace signalwire::tool
