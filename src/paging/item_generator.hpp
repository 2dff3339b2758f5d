#pragma once

#include "paging/countdown.hpp"
#include "paging/generator_base.hpp"
#include "paging/item_walk.hpp"

#include <optional>
#include <utility>

namespace signalwire::paging
{

/// Delivers the items of a listing one by one.
template <class Page>
class item_generator final : public generator_base<typename page_traits<Page>::item_type>
{
public:
    using item = typename page_traits<Page>::item_type;

    explicit item_generator(listing const& what)
        : generator_base<item>(what.engine)
        , left_(what.options.limit())
        , walk_(what, place_of(what.options.resume_from()), fetch_limits(what, false))
    {
    }

    [[nodiscard]] cursor position() const override
    {
        place const& here = walk_.place();
        return cursor(
            walk_.source().about().fingerprint, walk_.target(), here.delivered, here.last_id,
            walk_.at_end(), here.moment);
    }

    void stop() noexcept override
    {
        walk_.source().stop();
    }

private:
    static place place_of(std::optional<cursor> const& from)
    {
        place here;
        if (from)
        {
            here.delivered = from->delivered();
            here.last_id = from->last_id();
            here.moment = from->moment();
        }
        return here;
    }

    boost::asio::awaitable<item*> wait_for_next() override
    {
        for (;;)
        {
            item* const next = next_at_hand();
            if (next || left_.over())
                co_return next;
            walk_.leave_page();
            walk_.enter_page(co_await walk_.source().take());
            if (walk_.at_end())
                co_return nullptr;
        }
    }

    item* next_at_hand() override
    {
        item* const next = left_.over() ? nullptr : walk_.at_hand();
        if (next)
        {
            walk_.pass();
            left_.count();
        }
        return next;
    }

    countdown left_;
    item_walk<Page> walk_;
};

} // namespace signalwire::paging
