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
    explicit generator_base(std::shared_ptr<client::core> core)
        : core_(std::move(core))
    {
    }

    /// The next item, with the guarantee that nobody else asks for one meanwhile.
    virtual boost::asio::awaitable<std::optional<Item>> do_next() = 0;

    /// The item after it, if it is at hand.
    virtual std::optional<Item> next_at_hand() = 0;

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

    static boost::asio::awaitable<std::optional<Item>> guarded_next(
        std::shared_ptr<base>, generator_base* generator)
    {
        exclusive const turn(generator->busy_);
        try
        {
            co_return co_await generator->do_next();
        }
        catch (error& failure)
        {
            failure.set_cursor(generator->position());
            throw;
        }
    }

    static boost::asio::awaitable<std::vector<Item>> guarded_batch(
        std::shared_ptr<base> self, generator_base* generator, std::size_t most)
    {
        std::vector<Item> batch;
        if (most == 0)
            co_return batch;
        std::optional<Item> item = co_await guarded_next(std::move(self), generator);
        exclusive const turn(generator->busy_);
        while (item)
        {
            batch.push_back(std::move(*item));
            item = batch.size() < most ? generator->next_at_hand() : std::nullopt;
        }
        co_return batch;
    }

    /// On a strand, because cancellation is not safe against completion on another thread.
    template <class Result, class Handler>
    void spawn(boost::asio::awaitable<Result> work, Handler handler)
    {
        boost::asio::co_spawn(
            boost::asio::make_strand(core_->executor()), cancellable(std::move(work)),
            std::move(handler));
    }

    template <class Result>
    static boost::asio::awaitable<Result> cancellable(boost::asio::awaitable<Result> work)
    {
        co_await boost::asio::this_coro::reset_cancellation_state(
            boost::asio::enable_total_cancellation());
        co_return co_await std::move(work);
    }

    std::shared_ptr<client::core> core_;
    std::atomic<bool> busy_ = false;
};

} // namespace signalwire::paging
