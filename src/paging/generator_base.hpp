#pragma once

#include "paging/page_source.hpp"

#include <signalwire/detail/generator_core.hpp>
#include <signalwire/error.hpp>

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// What all generators have in common: one consumer at a time, and errors that carry the position.
template <class Item>
class generator_base : public signalwire::detail::generator_core<Item>
{
public:
    using base = signalwire::detail::generator_core<Item>;

    boost::asio::awaitable<std::optional<Item>> next(std::shared_ptr<base> self) override
    {
        return guarded_next(std::move(self), this);
    }

    void start_next(std::shared_ptr<base> self, typename base::next_handler handler) override
    {
        spawn(guarded_next(std::move(self), this), std::move(handler));
    }

    boost::asio::awaitable<std::vector<Item>> next_batch(
        std::shared_ptr<base> self, std::size_t most) override
    {
        return guarded_batch(std::move(self), this, most);
    }

    void start_next_batch(
        std::shared_ptr<base> self, std::size_t most, typename base::batch_handler handler) override
    {
        spawn(guarded_batch(std::move(self), this, most), std::move(handler));
    }

protected:
    explicit generator_base(std::shared_ptr<client::engine> engine)
        : engine_(std::move(engine))
    {
    }

    // Both give the item behind which the position then is, for the caller to move from before the
    // next call. Nobody else asks meanwhile.

    /// The next item, if it need not be waited for.
    virtual Item* next_at_hand() = 0;

    /// The next item, waited for; null at the end.
    virtual boost::asio::awaitable<Item*> wait_for_next() = 0;

private:
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

    /// An item at hand costs this one frame, and moves into it and out of it.
    static boost::asio::awaitable<std::optional<Item>> guarded_next(
        std::shared_ptr<base>, generator_base* generator)
    {
        exclusive const turn(generator->busy_);
        Item* item = generator->next_at_hand();
        if (!item)
            item = co_await generator->wait_with_position();
        if (!item)
            co_return std::nullopt;
        co_return std::move(*item);
    }

    boost::asio::awaitable<Item*> wait_with_position()
    {
        try
        {
            co_return co_await wait_for_next();
        }
        catch (error const& failure)
        {
            std::rethrow_exception(failure.with_cursor(this->position()).exception());
        }
    }

    static boost::asio::awaitable<std::vector<Item>> guarded_batch(
        std::shared_ptr<base>, generator_base* generator, std::size_t most)
    {
        std::vector<Item> batch;
        if (most == 0)
            co_return batch;
        exclusive const turn(generator->busy_);
        Item* item = generator->next_at_hand();
        if (!item)
            item = co_await generator->wait_with_position();
        while (item)
        {
            batch.push_back(std::move(*item));
            item = batch.size() < most ? generator->next_at_hand() : nullptr;
        }
        co_return batch;
    }

    /// On a strand, because cancellation is not safe against completion on another thread.
    template <class Result, class Handler>
    void spawn(boost::asio::awaitable<Result> work, Handler handler)
    {
        boost::asio::co_spawn(
            boost::asio::make_strand(engine_->executor()), cancellable(std::move(work)),
            std::move(handler));
    }

    template <class Result>
    static boost::asio::awaitable<Result> cancellable(boost::asio::awaitable<Result> work)
    {
        co_await boost::asio::this_coro::reset_cancellation_state(
            boost::asio::enable_total_cancellation());
        co_return co_await std::move(work);
    }

    std::shared_ptr<client::engine> engine_;
    std::atomic<bool> busy_ = false;
};

} // namespace signalwire::paging
