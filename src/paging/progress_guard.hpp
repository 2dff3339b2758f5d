#pragma once

#include <signalwire/errc.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace signalwire::paging
{

/// Detects that a sequence of pages repeats itself, in bounded memory.
///
/// A cycle back to one of the first or of the most recent pages is detected at its first
/// repetition. Brent's algorithm (a checkpoint to compare with, replaced whenever the number of
/// steps reaches a power of two) detects all others after at most three rounds.
class cycle_detector
{
public:
    /// Returns true if `page` is known to have been visited.
    [[nodiscard]] bool contains(std::string_view page) const
    {
        return contains_hash(std::hash<std::string_view>()(page));
    }

    /// Adds the next page. Returns true if it was visited before.
    [[nodiscard]] bool visit(std::string_view page)
    {
        return visit(std::hash<std::string_view>()(page));
    }

    /// Overload of `visit` for the hash of a page.
    [[nodiscard]] bool visit(std::size_t hash)
    {
        bool const found = contains_hash(hash);
        if (first_.size() < max_first)
            first_.insert(hash);
        recent_[steps_ % recent_.size()] = hash;
        if ((steps_ & (steps_ - 1)) == 0)
            checkpoint_ = hash;
        ++steps_;
        return found;
    }

private:
    /// Most listings have fewer pages.
    static constexpr std::size_t max_first = 4096;

    [[nodiscard]] bool contains_hash(std::size_t hash) const
    {
        bool found = (steps_ > 0 && hash == checkpoint_) || first_.contains(hash);
        std::size_t const kept = steps_ < recent_.size() ? steps_ : recent_.size();
        for (std::size_t i = 0; i < kept; ++i)
            found = found || recent_[i] == hash;
        return found;
    }

    std::unordered_set<std::size_t> first_;
    std::array<std::size_t, 64> recent_{};
    std::size_t checkpoint_ = 0;
    std::size_t steps_ = 0;
};

/// The identity of a page, and its requested size.
struct page_address
{
    explicit page_address(std::string_view target);

    /// A token identifies a page, whatever its other parameters are. Without a token, all
    /// parameters do, in any order and spelling.
    std::string id;
    /// 0 if the target does not contain it.
    std::size_t size = 0;
};

/// Detects listings without an end or without progress.
///
/// A page is identified by its address, which is its token, and by its items. A page that ends with
/// an item of the first page, or of the page before it, makes no progress, whatever its token is.
/// This can happen in a listing by offsets while new items push the others back by a page or more.
/// So its repeated items, which were delivered, are removed, and the listing continues, unless that
/// happens several times in a row. All items of an earlier page, in any order, are a cycle.
class progress_guard
{
public:
    enum class page_kind
    {
        /// To be delivered.
        fresh,
        /// To be delivered without the items that were delivered.
        repeated,
        /// The listing is a cycle.
        cycle
    };

    explicit progress_guard(page_address const& first);

    /// Classifies the next page by the hashes of its items. Precondition: the page is complete, and
    /// was not visited.
    [[nodiscard]] page_kind visit(std::vector<std::size_t> const& hashes);

    /// Returns true if an item of a `repeated` page was delivered.
    [[nodiscard]] bool was_delivered(std::size_t hash) const
    {
        return first_.contains(hash) || previous_.contains(hash);
    }

    /// Checks `target`, the page after the one visited last. Returns `errc::page_cycle`,
    /// `errc::too_many_empty_pages` or `nullopt`.
    [[nodiscard]] std::optional<errc> check_next(page_address const& target);

    /// Returns true if the target that was checked last requests smaller pages than the one before.
    [[nodiscard]] bool page_size_decreased() const noexcept
    {
        return page_size_decreased_;
    }

    /// Returns true if `check_next` may reject `target`, as far as is known before the page that
    /// names it is complete.
    [[nodiscard]] bool is_suspicious(page_address const& target) const;

    /// Maximum number of consecutive empty pages. A filter that selects few items causes some.
    static constexpr std::size_t max_empty_pages = 1000;

    /// Maximum number of consecutive pages without progress.
    static constexpr std::size_t max_repeated_pages = 2;

private:
    cycle_detector addresses_;
    cycle_detector contents_;
    /// The items of the first page that is not empty, and of the last one that made progress.
    std::unordered_set<std::size_t> first_;
    std::unordered_set<std::size_t> previous_;
    std::size_t empty_pages_ = 0;
    std::size_t repeated_pages_ = 0;
    /// The page size of the last target; 0 if it has none.
    std::size_t page_size_ = 0;
    bool page_size_decreased_ = false;
};

} // namespace signalwire::paging
