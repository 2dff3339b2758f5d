#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// Whether a listing runs from the newest item to the oldest, as far as its items tell, which are
/// met one after the other. The API reference promises no order: what needs one is checked here.
///
/// What counts is how many pairs of items stand in that order, out of a sample of all that were
/// met. Single items out of place, items that come again because others have arrived before them,
/// and disorder among neighbors are a small part of all pairs. In no order they are half of them.
class order_check
{
public:
    using instant = std::chrono::sys_seconds;
    using moment = std::optional<instant>;

    /// The next item of the listing was made then.
    void meet(moment made)
    {
        if (!made || met_++ % stride_ != 0)
            return;
        sample_.push_back(*made);
        if (sample_.size() == max_sample)
            thin_out();
    }

    /// The pair that stands in the wrong order and farthest apart, the older item first, when so
    /// many pairs do that the order is another one. Items that are made within `slack` of each
    /// other may stand in any order.
    [[nodiscard]] std::optional<std::pair<instant, instant>> contradiction(
        std::chrono::seconds slack) const
    {
        constexpr std::size_t few = 15;
        pairs const found = count(slack);
        if (found.right + found.wrong < few || is_small(found))
            return std::nullopt;
        return found.worst;
    }

    /// Nothing speaks against it.
    [[nodiscard]] bool is_plausible() const
    {
        return is_small(count(std::chrono::seconds(0)));
    }

    /// So much speaks for it that it is no chance: ten items fall in order by chance once in
    /// millions of times.
    [[nodiscard]] bool is_proven() const
    {
        constexpr std::size_t enough = 45;
        pairs const found = count(std::chrono::seconds(0));
        return is_small(found) && found.right >= enough;
    }

private:
    static constexpr std::size_t max_sample = 128;

    struct pairs
    {
        std::size_t right = 0;
        std::size_t wrong = 0;
        std::pair<instant, instant> worst;
    };

    /// Whether the share of pairs in the wrong order is what chance and disorder explain.
    [[nodiscard]] static bool is_small(pairs const& found) noexcept
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

    /// Keeps every second item, and from now on half as many.
    void thin_out()
    {
        for (std::size_t i = 0; i < max_sample / 2; ++i)
            sample_[i] = sample_[2 * i];
        sample_.resize(max_sample / 2);
        stride_ *= 2;
    }

    std::vector<instant> sample_;
    std::size_t met_ = 0;
    std::size_t stride_ = 1;
};

} // namespace signalwire::paging
