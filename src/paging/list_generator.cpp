#include "paging/generator.hpp"
#include "paging/item_reader.hpp"
#include "paging/sharded_listing.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace signalwire::paging
{

namespace
{

paging::position position_of(std::optional<cursor> const& from)
{
    if (!from)
        return paging::position();
    detail::cursor_position const& saved = detail::cursor_access::get(*from);
    return paging::position(saved.page_offset, saved.last_id, saved.anchor_time);
}

/// Delivers the items of a listing.
class item_generator final : public generator
{
public:
    explicit item_generator(listing const& what)
        : generator(what)
        , limit_(what.options.limit())
        , reader_(what, position_of(what.options.resume_from()), make_fetch_limits(what, false))
    {
    }

    [[nodiscard]] cursor position() const override
    {
        paging::position const& here = reader_.position();
        return detail::cursor_access::make(
            reader_.source().get_listing().fingerprint, reader_.target(), here.page_offset,
            here.last_id, reader_.at_end(), here.anchor_time);
    }

    void stop() noexcept override
    {
        reader_.source().stop();
    }

private:
    boost::asio::awaitable<waited> wait_for_next() override
    {
        for (;;)
        {
            void* const next = next_available();
            if (next || limit_.is_reached())
                co_return waited(next);
            if (error_ptr failure = reader_.finish_page())
                co_return waited(std::move(failure));
            page_source::taken taken = co_await reader_.source().take();
            if (!taken.failure)
                taken.failure = reader_.begin_page(std::move(taken.page));
            if (taken.failure || reader_.at_end())
                co_return waited(std::move(taken.failure));
        }
    }

    void* next_available() override
    {
        std::optional<item_ref> const next =
            limit_.is_reached() ? std::nullopt : reader_.available();
        if (!next)
            return nullptr;
        reader_.advance();
        limit_.consume();
        return next->value();
    }

    remaining_limit limit_;
    item_reader reader_;
};

/// Delivers the complete pages of a listing.
class page_generator final : public generator
{
public:
    explicit page_generator(listing const& what)
        : generator(what)
        , limit_(what.options.limit())
        , source_(std::make_shared<page_source>(what, make_fetch_limits(what, true)))
        , target_(what.first_target.value_or(""))
        , last_(position_of(what.options.resume_from()))
        , at_end_(!what.first_target)
    {
        if (last_.page_offset != 0)
            throw std::invalid_argument("cursor: the position is inside a page, use stream()");
    }

    [[nodiscard]] cursor position() const override
    {
        return detail::cursor_access::make(
            source_->get_listing().fingerprint, target_, 0, last_.last_id, at_end_,
            last_.anchor_time);
    }

    void stop() noexcept override
    {
        source_->stop();
    }

private:
    boost::asio::awaitable<waited> wait_for_next() override
    {
        if (limit_.is_reached())
            co_return waited();
        page_source::taken taken = co_await source_->take();
        if (taken.failure)
            co_return waited(std::move(taken.failure));
        if (!taken.page)
        {
            at_end_ = true;
            co_return waited();
        }
        if (taken.page->failure)
            co_return waited(std::move(taken.page->failure));
        limit_.consume();
        at_end_ = !taken.page->next_target;
        target_ = taken.page->next_target.value_or("");
        page_ = std::move(taken.page->page);
        if (!page_.empty())
        {
            item_ref const last = page_[page_.size() - 1];
            last_.last_id = last.id();
            last_.anchor_time = last.created();
        }
        co_return waited(page_.address());
    }

    void* next_available() override
    {
        return nullptr;
    }

    remaining_limit limit_;
    std::shared_ptr<page_source> source_;
    /// The page to deliver.
    any_page page_;
    std::string target_;
    /// The last delivered item: a stream of items that resumes here may need it.
    paging::position last_;
    bool at_end_;
};

} // namespace

std::shared_ptr<detail::item_source> make_item_stream(listing const& what)
{
    if (uses_windows(what.options))
        return make_sharded_stream(what);
    return std::make_shared<item_generator>(what);
}

std::shared_ptr<detail::item_source> make_page_stream(listing const& what)
{
    if (uses_windows(what.options))
        throw std::invalid_argument("stream_options: shards and partitions require stream()");
    return std::make_shared<page_generator>(what);
}

} // namespace signalwire::paging
