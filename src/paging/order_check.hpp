#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// Checks whether a listing runs from the newest item to the oldest. The API reference promises no
/// order, so code that requires one checks it here.
///
/// The criterion is the share of pairs of items in that order, in a sample of all items. Single
/// misplaced items, items that repeat because others were added before them, and disorder among
/// neighbors affect few pairs. A listing without an order has half of its pairs in each order.
class order_check
{
public:
    using instant = std::chrono::sys_seconds;

    /// Adds the next item of the listing.
    void observe(std::optional<instant> created)
    {
        if (!created || observed_++ % stride_ != 0)
            return;
        sample_.push_back(*created);
        if (sample_.size() == max_sample)
            thin_out();
    }

    /// Returns the pair in the wrong order with the largest distance, the older item first, if the
    /// number of such pairs disproves the order. Items created within `slack` of each other may be
    /// in any order.
    [[nodiscard]] std::optional<std::pair<instant, instant>> contradiction(
        std::chrono::seconds slack) const
    {
        constexpr std::size_t min_pairs = 15;
        pairs const found = count(slack);
        if (found.right + found.wrong < min_pairs || is_plausible(found))
            return std::nullopt;
        return found.worst;
    }

    /// Returns true if nothing contradicts the order.
    [[nodiscard]] bool is_plausible() const
    {
        return is_plausible(count(std::chrono::seconds(0)));
    }

    /// Returns true if the order is not a coincidence: ten items are in order by chance once in
    /// millions of times.
    [[nodiscard]] bool is_proven() const
    {
        constexpr std::size_t min_pairs = 45;
        pairs const found = count(std::chrono::seconds(0));
        return is_plausible(found) && found.right >= min_pairs;
    }

private:
    static constexpr std::size_t max_sample = 128;

    struct pairs
    {
        std::size_t right = 0;
        std::size_t wrong = 0;
        std::pair<instant, instant> worst;
    };

    /// Returns true if chance explains the share of pairs in the wrong order.
    [[nodiscard]] static bool is_plausible(pairs const& found) noexcept
    {
        return 3 * found.wrong <= found.right;
    }

    [[nodiscard]] pairs count(std::chrono::seconds slack) const
    {
        pairs out;
        for (std::size_t later = 1; later < sample_.size(); ++later)
        {
            for (std::size_t earlier = 0; earlier < later; ++earlier)
            {
                auto const rise = sample_[later] - sample_[earlier];
                out.right += rise < -slack ? 1 : 0;
                out.wrong += rise > slack ? 1 : 0;
                if (rise > out.worst.second - out.worst.first)
                    out.worst = {sample_[earlier], sample_[later]};
            }
        }
        return out;
    }

    /// Keeps every second item, and from now on adds half as many.
    void thin_out()
    {
        for (std::size_t i = 0; i < max_sample / 2; ++i)
            sample_[i] = sample_[2 * i];
        sample_.resize(max_sample / 2);
        stride_ *= 2;
    }

    std::vector<instant> sample_;
    std::size_t observed_ = 0;
    std::size_t stride_ = 1;
};

} // namespace signalwire::paging
