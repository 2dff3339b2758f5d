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

/// A version of an item.
struct item_version
{
    item_version() = default;

    /// A fingerprint of the ID.
    std::uint64_t item = 0;
    /// A fingerprint of the whole item: two changes within a second differ.
    std::uint64_t fingerprint = 0;
    /// When the item was created and updated, by the server's clock, if known.
    std::optional<std::chrono::sys_seconds> created;
    std::optional<std::chrono::sys_seconds> updated;
};

enum class change_kind
{
    /// Delivered before, or from before the watch began, or older than what was delivered.
    unchanged,
    /// Due, of a known item.
    updated,
    /// Due, of a new item.
    added
};

/// The state machine of a watch, without I/O: which versions of which items were delivered.
///
/// The items of the first poll count as delivered. Later polls find versions that are due. For each
/// poll, all items are observed, then the poll ends, and then all due versions are delivered from
/// the oldest change to the newest.
///
/// A position is a watermark, before which every version was delivered, and the fingerprints of
/// delivered versions after it. A later version is not older than any that existed when a poll
/// began. But it may not be visible at once, and the clocks of the server's machines may differ, so
/// the watermark lags by `max_visibility_delay`. Only a resumed watch uses it: a watch that
/// continues relies on the items it has observed.
class change_tracker
{
public:
    /// Maximum time until a change is visible, including the differences of the server's clocks.
    static constexpr std::chrono::seconds max_visibility_delay{30};
    /// Maximum number of fingerprints of a position. The oldest are dropped, so versions may be
    /// repeated but never lost.
    static constexpr std::size_t max_fingerprints = 4096;

    change_tracker() = default;

    /// Resumes at a position: the results of `watermark` and `delivered_fingerprints`.
    change_tracker(std::chrono::sys_seconds watermark, std::vector<std::uint64_t> const& delivered);

    /// Returns `nullopt` until the first poll has ended.
    [[nodiscard]] std::optional<std::chrono::sys_seconds> const& watermark() const noexcept
    {
        return watermark_;
    }

    /// Returns the time of the last poll. The next one need not cover items that were final then.
    [[nodiscard]] std::optional<std::chrono::sys_seconds> const& last_poll_time() const noexcept
    {
        return last_poll_time_;
    }

    /// Returns the fingerprints of delivered versions after the watermark.
    [[nodiscard]] std::vector<std::uint64_t> delivered_fingerprints() const;

    /// Returns the number of known items.
    [[nodiscard]] std::size_t size() const noexcept
    {
        return known_.size();
    }

    /// Begins a poll, or restarts one that has not ended.
    void begin_poll() noexcept;

    /// Classifies an item of the listing.
    [[nodiscard]] change_kind observe(item_version const& version);

    /// Call after all items of the first page: they show the server's time.
    void end_first_page() noexcept;

    /// Call after all items created at `oldest_covered` or later. Evicts items that were missing in
    /// two polls in a row.
    void end_poll(std::optional<std::chrono::sys_seconds> oldest_covered);

    /// Call when `version` is delivered. Precondition: no version that is due is older.
    void deliver(item_version const& version);

    /// Call after all due versions are delivered.
    void commit_poll();

private:
    using sys_seconds = std::chrono::sys_seconds;

    struct entry
    {
        entry() = default;

        std::uint64_t fingerprint = 0;
        std::optional<sys_seconds> updated;
        /// `polls_` when the item was observed last.
        std::uint64_t polls = 0;
    };

    using dated_fingerprint = std::pair<sys_seconds, std::uint64_t>;

    /// The watermark never passes versions without a time.
    [[nodiscard]] static dated_fingerprint dated(
        std::optional<sys_seconds> const& updated, std::uint64_t fingerprint) noexcept
    {
        return {updated.value_or(sys_seconds::max()), fingerprint};
    }

    [[nodiscard]] bool is_known(item_version const& version) const;
    void remember(item_version const& version);
    void evict_missing();
    void advance_watermark(sys_seconds to);

    std::unordered_map<std::uint64_t, entry> known_;
    /// The delivered versions that are not older than the watermark.
    std::set<dated_fingerprint> recent_;
    /// The fingerprints of the position to resume from that were not observed yet.
    std::set<std::uint64_t> resumed_;
    std::optional<sys_seconds> watermark_;
    /// The watermark after all of the poll is delivered.
    sys_seconds next_watermark_{};
    /// The latest update ever observed: a lower bound of the server's time.
    std::optional<sys_seconds> latest_;
    /// `latest_` at the start of the poll.
    std::optional<sys_seconds> latest_at_start_;
    /// `latest_at_start_` of the last complete poll.
    std::optional<sys_seconds> last_poll_time_;
    /// The last poll did not cover items created earlier.
    std::optional<sys_seconds> oldest_covered_;
    /// Number of complete polls.
    std::uint64_t polls_ = 0;
};

} // namespace signalwire::paging
