#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// How an item was at some time.
struct version
{
    version() = default;

    /// A fingerprint of its id.
    std::uint64_t item = 0;
    /// A fingerprint of all of it: two changes of one second differ.
    std::uint64_t print = 0;
    /// When the item was made and when it became like this, by the server's clock, if it told.
    std::optional<std::chrono::sys_seconds> created;
    std::optional<std::chrono::sys_seconds> changed;
};

/// Which versions of which items have been delivered: the decisions of a watch, without its I/O.
///
/// The first poll is what the watch begins with: all of it counts as delivered. Later ones find
/// versions that are due. All of a poll is met, then the poll ends, and then what was due is
/// delivered from the oldest change to the newest.
///
/// A position is a mark, before which every version has been delivered, and the fingerprints of
/// those behind it that have been delivered too. A version that comes later is not older than any
/// that was there when a poll began, but it may not show at once, and the server's machines may not
/// quite agree about the time: the mark stays `lag` behind. It serves those who go on at a
/// position; a watch that continues trusts what it has met.
class version_book
{
public:
    enum class verdict
    {
        /// Delivered before, or from before the watch began, or older than what was delivered.
        known,
        /// Due, of an item that is known.
        changed,
        /// Due, of an item that is new.
        fresh
    };

    /// How long a change may take to show on the server, the differences of its clocks included.
    static constexpr std::chrono::seconds lag{30};
    /// A position has no more fingerprints than this: the oldest are left out, so that versions may
    /// be repeated but never lost.
    static constexpr std::size_t most_seen = 4096;

    version_book() = default;

    /// Goes on at a position that `mark` and `seen` gave.
    version_book(std::chrono::sys_seconds mark, std::vector<std::uint64_t> const& seen);

    /// Nothing until the first poll has ended.
    [[nodiscard]] std::optional<std::chrono::sys_seconds> const& mark() const noexcept
    {
        return mark_;
    }

    /// When one looked last: what could be seen then needs no second look.
    [[nodiscard]] std::optional<std::chrono::sys_seconds> const& looked() const noexcept
    {
        return looked_;
    }

    /// Fingerprints of versions behind the mark.
    [[nodiscard]] std::vector<std::uint64_t> seen() const;

    /// How many items are remembered.
    [[nodiscard]] std::size_t size() const noexcept
    {
        return known_.size();
    }

    /// A poll begins, perhaps instead of one that has not ended.
    void begin_poll() noexcept;

    /// The listing shows `what`.
    [[nodiscard]] verdict meet(version const& what);

    /// All of the first page has been met: its items show what the server's clock was.
    void end_first_page() noexcept;

    /// All items made at `edge` or later have been met: those that two polls in a row have not met
    /// are forgotten.
    void end_poll(std::optional<std::chrono::sys_seconds> edge);

    /// `what` was due and is delivered now; none that is due is older.
    void deliver(version const& what);

    /// All that was due has been delivered.
    void finish();

private:
    using sys_seconds = std::chrono::sys_seconds;

    struct entry
    {
        entry() = default;

        std::uint64_t print = 0;
        std::optional<sys_seconds> changed;
        /// How many polls had ended when it was met last.
        std::uint64_t polls = 0;
    };

    using dated_print = std::pair<sys_seconds, std::uint64_t>;

    /// Versions without a date never fall behind the mark.
    [[nodiscard]] static dated_print dated(
        std::optional<sys_seconds> const& changed, std::uint64_t print) noexcept
    {
        return {changed.value_or(sys_seconds::max()), print};
    }

    [[nodiscard]] bool is_known(version const& what) const;
    void remember(version const& what);
    void forget_lost();
    void move_mark(sys_seconds to);

    std::unordered_map<std::uint64_t, entry> known_;
    /// What was delivered of all that changed at the mark or later.
    std::set<dated_print> recent_;
    /// The same, out of the position to go on at: not met again so far.
    std::set<std::uint64_t> resumed_;
    std::optional<sys_seconds> mark_;
    /// Where the mark may go when all of the poll has been delivered.
    sys_seconds next_mark_{};
    /// The latest change that was ever met: the server's clock was there.
    std::optional<sys_seconds> latest_;
    /// The same when the poll began.
    std::optional<sys_seconds> begun_;
    /// The same when the last poll that has ended began.
    std::optional<sys_seconds> looked_;
    /// What was made earlier, the last poll did not look at.
    std::optional<sys_seconds> edge_;
    /// How many polls have ended.
    std::uint64_t polls_ = 0;
};

} // namespace signalwire::paging
