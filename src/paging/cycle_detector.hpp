#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace signalwire::paging
{

/// Finds out that a walk from page to page comes round again, in constant memory.
///
/// A ring of the last pages finds short circles at once; Brent's algorithm (a page to compare with,
/// renewed whenever the number of steps reaches a power of two) finds circles of any length, at the
/// latest after going round them three times.
class cycle_detector
{
public:
    /// Whether the walk remembers to have been at `page`.
    [[nodiscard]] bool knows(std::string_view page) const noexcept
    {
        return remembers(std::hash<std::string_view>()(page));
    }

    /// Takes the next page of the walk; true when it has been there before.
    [[nodiscard]] bool visit(std::string_view page) noexcept
    {
        std::size_t const hash = std::hash<std::string_view>()(page);
        bool const found = remembers(hash);
        recent_[steps_ % recent_.size()] = hash;
        if ((steps_ & (steps_ - 1)) == 0)
            landmark_ = hash;
        ++steps_;
        return found;
    }

private:
    [[nodiscard]] bool remembers(std::size_t hash) const noexcept
    {
        bool found = steps_ > 0 && hash == landmark_;
        std::size_t const kept = steps_ < recent_.size() ? steps_ : recent_.size();
        for (std::size_t i = 0; i < kept; ++i)
            found = found || recent_[i] == hash;
        return found;
    }

    std::array<std::size_t, 64> recent_{};
    std::size_t landmark_ = 0;
    std::size_t steps_ = 0;
};

} // namespace signalwire::paging
