#include "paging/countdown.hpp"
#include "paging/generator.hpp"
#include "paging/item_reader.hpp"
#include "paging/sharded_listing.hpp"
#include "paging/streams.hpp"

#include <optional>
#include <utility>

namespace signalwire::paging
{

namespace
{

place place_of(std::optional<cursor> const& from)
{
    place here;
    if (from)
    {
        detail::cursor_position const& position = detail::cursor_access::get(*from);
        here.delivered = position.page_offset;
        here.last_id = position.last_id;
        here.moment = position.anchor_time;
    }
    return here;
}

/// Delivers the items of a listing one by one.
class item_generator final : public generator
{
public:
    explicit item_generator(listing const& what)
        : generator(what)
        , left_(what.options.limit())
        , walk_(what, place_of(what.options.resume_from()), fetch_limits(what, false))
    {
    }

    [[nodiscard]] cursor position() const override
    {
        place const& here = walk_.place();
        return detail::cursor_access::make(
            walk_.source().about().fingerprint, walk_.target(), here.delivered, here.last_id,
            walk_.at_end(), here.moment);
    }

    void stop() noexcept override
    {
        walk_.source().stop();
    }

private:
    boost::asio::awaitable<waited> wait_for_next() override
    {
        for (;;)
        {
            void* const next = next_available();
            if (next || left_.over())
                co_return waited(next);
            if (error_ptr why = walk_.leave_page())
                co_return waited(std::move(why));
            page_source::taken came = co_await walk_.source().take();
            if (!came.failure)
                came.failure = walk_.enter_page(std::move(came.page));
            if (came.failure || walk_.at_end())
                co_return waited(std::move(came.failure));
        }
    }

    void* next_available() override
    {
        std::optional<item_ref> const next = left_.over() ? std::nullopt : walk_.available();
        if (!next)
            return nullptr;
        walk_.pass();
        left_.count();
        return next->address();
    }

    countdown left_;
    item_walk walk_;
};

} // namespace

std::shared_ptr<detail::item_source> make_item_stream(listing const& what)
{
    if (wants_windows(what.options))
        return make_sharded_stream(what);
    return std::make_shared<item_generator>(what);
}

} // namespace signalwire::paging
