#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <unordered_set>

namespace signalwire::paging
{

/// Detects that a walk from page to page has been at a page before, in bounded memory.
///
/// A circle that leads back to one of the first pages, or to one of the last before it, is found at
/// its first repetition. Brent's algorithm (a page to compare with, renewed whenever the number of
/// steps reaches a power of two) finds all others, at the latest after three rounds.
class cycle_detector
{
public:
    /// Whether the walk remembers to have been at `page`.
    [[nodiscard]] bool knows(std::string_view page) const
    {
        return remembers(std::hash<std::string_view>()(page));
    }

    /// Takes the next page of the walk; true when it has been there before.
    [[nodiscard]] bool visit(std::string_view page)
    {
        return visit(std::hash<std::string_view>()(page));
    }

    /// The same by a hash of the page.
    [[nodiscard]] bool visit(std::size_t hash)
    {
        bool const found = remembers(hash);
        if (first_.size() < max_first)
            first_.insert(hash);
        recent_[steps_ % recent_.size()] = hash;
        if ((steps_ & (steps_ - 1)) == 0)
            landmark_ = hash;
        ++steps_;
        return found;
    }

private:
    /// The first pages of a walk are all that most walks have.
    static constexpr std::size_t max_first = 4096;

    [[nodiscard]] bool remembers(std::size_t hash) const
    {
        bool found = (steps_ > 0 && hash == landmark_) || first_.contains(hash);
        std::size_t const kept = steps_ < recent_.size() ? steps_ : recent_.size();
        for (std::size_t i = 0; i < kept; ++i)
            found = found || recent_[i] == hash;
        return found;
    }

    std::unordered_set<std::size_t> first_;
    std::array<std::size_t, 64> recent_{};
    std::size_t landmark_ = 0;
    std::size_t steps_ = 0;
};

} // namespace signalwire::paging
