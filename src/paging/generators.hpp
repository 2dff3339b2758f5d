#pragma once

#include "paging/page_source.hpp"

#include <signalwire/detail/generator_core.hpp>
#include <signalwire/error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace signalwire::paging
{

/// What the generators of items and of pages have in common.
template <class Item, class Page>
class generator_base : public signalwire::detail::generator_core<Item>
{
public:
    using base = signalwire::detail::generator_core<Item>;
    using traits = page_traits<Page>;

    boost::asio::awaitable<std::optional<Item>> next(std::shared_ptr<base> self) override
    {
        return guarded_next(std::move(self), this);
    }

    void start_next(std::shared_ptr<base> self, typename base::next_handler handler) override
    {
        // On a strand, because cancellation is not safe against completion on another thread.
        boost::asio::co_spawn(
            boost::asio::make_strand(source_->about().core->executor()),
            cancellable_next(std::move(self), this), std::move(handler));
    }

    void stop() noexcept override
    {
        source_->stop();
    }

protected:
    generator_base(listing what, std::uint64_t (*weigh)(Page&))
        : remaining_(what.options.limit())
        , source_(std::make_shared<page_source<Page>>(what, weighed_limit(what), weigh))
    {
    }

    /// The next item, with the guarantee that nobody else asks for one meanwhile.
    virtual boost::asio::awaitable<std::optional<Item>> do_next() = 0;

    [[nodiscard]] page_source<Page>& source() noexcept
    {
        return *source_;
    }

    [[nodiscard]] listing const& about() const noexcept
    {
        return source_->about();
    }

    /// Counts an item against the limit; false when the limit leaves none.
    [[nodiscard]] bool limit_reached() const noexcept
    {
        return remaining_ && *remaining_ == 0;
    }

    void count_delivery() noexcept
    {
        if (remaining_)
            --*remaining_;
    }

private:
    /// Items of the first page that were delivered before come on top of the limit.
    static std::optional<std::uint64_t> weighed_limit(listing const& what)
    {
        std::optional<std::uint64_t> limit = what.options.limit();
        if (limit && what.options.resume_from())
            *limit += what.options.resume_from()->delivered();
        return limit;
    }

    static boost::asio::awaitable<std::optional<Item>> guarded_next(
        std::shared_ptr<base>, generator_base* generator)
    {
        exclusive const turn(generator->busy_);
        co_return co_await generator->do_next();
    }

    static boost::asio::awaitable<std::optional<Item>> cancellable_next(
        std::shared_ptr<base> self, generator_base* generator)
    {
        co_await boost::asio::this_coro::reset_cancellation_state(
            boost::asio::enable_total_cancellation());
        co_return co_await guarded_next(std::move(self), generator);
    }

    /// Refuses a second consumer instead of letting two corrupt the position.
    class exclusive
    {
    public:
        explicit exclusive(std::atomic<bool>& busy)
            : busy_(busy)
        {
            if (busy_.exchange(true))
            {
                throw error(
                    errc::concurrent_next,
                    "async_generator: next was called while another next is pending",
                    error_context());
            }
        }

        exclusive(exclusive const&) = delete;
        exclusive& operator=(exclusive const&) = delete;

        ~exclusive()
        {
            busy_ = false;
        }

    private:
        std::atomic<bool>& busy_;
    };

    std::optional<std::uint64_t> remaining_;
    std::shared_ptr<page_source<Page>> source_;
    std::atomic<bool> busy_ = false;
};

/// Delivers the items of a listing one by one.
template <class Page>
class item_generator final : public generator_base<typename page_traits<Page>::item_type, Page>
{
public:
    using traits = page_traits<Page>;
    using item = typename traits::item_type;

    explicit item_generator(listing what)
        : generator_base<item, Page>(std::move(what), [](Page& page) -> std::uint64_t {
            return traits::items(page).size();
        })
    {
        std::optional<cursor> const& place = this->about().options.resume_from();
        if (place)
        {
            delivered_ = place->delivered();
            last_id_ = place->last_id();
        }
        target_ = this->about().first_target.value_or("");
        at_end_ = !this->about().first_target;
    }

    [[nodiscard]] cursor position() const override
    {
        return cursor(this->about().fingerprint, target_, delivered_, last_id_, at_end_);
    }

private:
    boost::asio::awaitable<std::optional<item>> do_next() override
    {
        for (;;)
        {
            if (this->limit_reached())
                co_return std::nullopt;
            if (page_ && index_ < traits::items(page_->page).size())
                co_return deliver();
            if (page_)
                leave_page();
            page_ = co_await this->source().take();
            if (!page_)
            {
                at_end_ = true;
                co_return std::nullopt;
            }
            enter_page();
        }
    }

    item deliver()
    {
        item& next = traits::items(page_->page)[index_];
        ++index_;
        ++delivered_;
        last_id_ = traits::id(next);
        this->count_delivery();
        return std::move(next);
    }

    /// The page is used up: the position moves to the next page, or the page's failure is thrown
    /// and the position stays.
    void leave_page()
    {
        fetched_page<Page> const done = *std::exchange(page_, std::nullopt);
        if (done.failure)
            std::rethrow_exception(done.failure);
        if (!done.next_target)
            return;
        target_ = *done.next_target;
        delivered_ = 0;
        last_id_.clear();
    }

    /// Skips what has been delivered of this page before, by this generator or by the one whose
    /// cursor it resumes. The id tells where that was when items have moved meanwhile.
    void enter_page()
    {
        index_ = 0;
        if (delivered_ == 0)
            return;
        auto const& items = traits::items(page_->page);
        for (std::size_t i = 0; i < items.size(); ++i)
        {
            if (traits::id(items[i]) == last_id_)
            {
                index_ = i + 1;
                return;
            }
        }
        index_ = std::min<std::size_t>(delivered_, items.size());
    }

    std::optional<fetched_page<Page>> page_;
    std::size_t index_ = 0;
    std::string target_;
    std::uint64_t delivered_ = 0;
    std::string last_id_;
    bool at_end_ = false;
};

/// Delivers the pages of a listing one by one, whole ones only.
template <class Page>
class page_generator final : public generator_base<Page, Page>
{
public:
    explicit page_generator(listing what)
        : generator_base<Page, Page>(std::move(what), [](Page&) -> std::uint64_t { return 1; })
        , target_(this->about().first_target.value_or(""))
        , at_end_(!this->about().first_target)
    {
        std::optional<cursor> const& place = this->about().options.resume_from();
        if (place && place->delivered() != 0)
            throw std::invalid_argument(
                "cursor: it stands inside a page; resume a stream of items");
    }

    [[nodiscard]] cursor position() const override
    {
        return cursor(this->about().fingerprint, target_, 0, {}, at_end_);
    }

private:
    boost::asio::awaitable<std::optional<Page>> do_next() override
    {
        if (this->limit_reached())
            co_return std::nullopt;
        std::optional<fetched_page<Page>> fetched = co_await this->source().take();
        if (!fetched)
        {
            at_end_ = true;
            co_return std::nullopt;
        }
        if (fetched->failure)
            std::rethrow_exception(fetched->failure);
        this->count_delivery();
        at_end_ = !fetched->next_target;
        target_ = fetched->next_target.value_or("");
        co_return std::move(fetched->page);
    }

    std::string target_;
    bool at_end_;
};

} // namespace signalwire::paging
