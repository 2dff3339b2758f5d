#include "paging/generator.hpp"

#include "async/saved_handler.hpp"
#include "client/engine.hpp"

#include <signalwire/errc.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>

#include <utility>

namespace signalwire::paging
{

namespace asio = boost::asio;

/// A wait of the consumer. Its signal belongs to the strand.
struct generator::pending
{
    pending(wait_handler handler, async::known_executor const& executor)
        : caller(std::move(handler), executor)
    {
    }

    async::saved_handler<error_ptr, bool> caller;
    asio::cancellation_signal signal;
    bool cancelled = false;
};

generator::generator(listing const& what)
    : engine_(what.engine)
    , ends_(what.ends)
    , strand_(asio::make_strand(engine_->executor()))
{
}

asio::any_io_executor generator::get_executor() const
{
    return engine_->executor();
}

void* generator::try_next()
{
    if (waiting_)
        return nullptr;
    return ready_ ? std::exchange(ready_, nullptr) : next_available();
}

void generator::async_wait(wait_handler handler)
{
    auto const wait =
        std::make_shared<pending>(std::move(handler), engine_->services().known_executor);
    if (waiting_.exchange(true))
    {
        auto const why = std::make_shared<error const>(
            errc::concurrent_next, "async_generator: next was called while another next is pending",
            error_context());
        return std::move(wait->caller).post(why, false);
    }
    if (!ready_)
        ready_ = next_available();
    if (ready_)
    {
        waiting_ = false;
        return std::move(wait->caller).post(nullptr, true);
    }
    if (auto slot = wait->caller.slot(); slot.is_connected())
    {
        // All types of cancellation are safe: the position is kept.
        slot.assign([weak = std::weak_ptr(wait), strand = strand_](asio::cancellation_type) {
            asio::dispatch(strand, [weak] {
                if (std::shared_ptr<pending> const running = weak.lock())
                {
                    running->cancelled = true;
                    running->signal.emit(asio::cancellation_type::terminal);
                }
            });
        });
    }
    asio::dispatch(strand_, [self = shared_from_this(), wait] { self->run(wait); });
}

void generator::run(std::shared_ptr<pending> const& wait)
{
    if (wait->cancelled)
        return end(*wait, nullptr, waited(error::cancelled()));
    if (ends_ && !running_)
    {
        std::optional<client::operation_registry::stream_entry> begun =
            engine_->add_stream(has_begun_);
        if (!begun)
            return end(*wait, nullptr, waited(client::shut_down_error()));
        has_begun_ = true;
        running_.emplace(std::move(*begun));
    }
    asio::co_spawn(
        strand_, wait_for_next(),
        asio::bind_cancellation_slot(
            wait->signal.slot(),
            [self = shared_from_this(),
             wait](std::exception_ptr const& thrown, waited const& result) {
                self->end(*wait, thrown, result);
            }));
}

void generator::end(pending& wait, std::exception_ptr const& thrown, waited const& result)
{
    error_ptr why = thrown ? error::from(thrown) : result.failure;
    bool const is_aborted = why && why->code() == asio::error::operation_aborted;
    // Not by the consumer: the grace of a shutdown has ended.
    if (is_aborted && !wait.cancelled && engine_->rejects(ends_))
        why = client::shut_down_error();
    if (why && why->code() != asio::error::operation_aborted)
        why = std::make_shared<error const>(why->with_cursor(position()));
    ready_ = why ? nullptr : result.item;
    bool const is_available = ready_ != nullptr;
    if (!is_available)
        running_.reset();
    waiting_ = false;
    std::move(wait.caller).post(std::move(why), is_available);
}

} // namespace signalwire::paging
