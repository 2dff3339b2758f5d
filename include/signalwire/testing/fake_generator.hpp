#pragma once

#include <signalwire/async_generator.hpp>
#include <signalwire/detail/mapped_handler.hpp>
#include <signalwire/error.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <concepts>
#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace signalwire::detail
{

/// The items, errors and delays that a fake gives, in this order. To be used on one thread at a
/// time, that of the executor.
template <class T>
class script final : public generator_interface<T>, public std::enable_shared_from_this<script<T>>
{
public:
    using typename generator_interface<T>::wait_handler;

    /// An item, an error, or a delay before the next step.
    using step = std::variant<T, error_ptr, std::chrono::milliseconds>;

    explicit script(boost::asio::any_io_executor executor)
        : executor_(std::move(executor))
    {
    }

    void add(step next)
    {
        steps_.push_back(std::move(next));
    }

    T* next_item() override
    {
        if (steps_.empty() || !std::holds_alternative<T>(steps_.front()))
            return nullptr;
        item_.emplace(std::move(std::get<T>(steps_.front())));
        steps_.pop_front();
        return &*item_;
    }

    void async_wait(wait_handler handler) override
    {
        std::chrono::milliseconds delay(0);
        while (!steps_.empty() && std::holds_alternative<std::chrono::milliseconds>(steps_.front()))
        {
            delay += std::get<std::chrono::milliseconds>(steps_.front());
            steps_.pop_front();
        }
        auto const timer = std::make_shared<boost::asio::steady_timer>(executor_, delay);
        timer_ = timer;
        auto const complete = [self = this->shared_from_this(),
                               timer](wait_handler target, boost::system::error_code stopped) {
            self->complete(std::move(target), stopped.failed());
        };
        timer->async_wait(mapped_handler(std::move(handler), complete));
    }

    [[nodiscard]] signalwire::cursor position() const override
    {
        return {};
    }

    void stop() noexcept override
    {
        boost::asio::dispatch(executor_, [timer = timer_] {
            if (std::shared_ptr<boost::asio::steady_timer> const waiting = timer.lock())
                waiting->cancel();
        });
    }

    [[nodiscard]] boost::asio::any_io_executor get_executor() const override
    {
        return executor_;
    }

private:
    void complete(wait_handler handler, bool is_cancelled)
    {
        if (is_cancelled)
            return std::move(handler)(error::cancelled(), false);
        if (steps_.empty())
            return std::move(handler)(nullptr, false);
        if (error_ptr const* const failure = std::get_if<error_ptr>(&steps_.front()))
        {
            error_ptr const why = *failure;
            steps_.pop_front();
            return std::move(handler)(why, false);
        }
        std::move(handler)(nullptr, true);
    }

    boost::asio::any_io_executor executor_;
    std::deque<step> steps_;
    std::optional<T> item_;
    std::weak_ptr<boost::asio::steady_timer> timer_;
};

} // namespace signalwire::detail

/// Stand-ins for the parts of a client, for tests of programs that use it.
namespace signalwire::testing
{

/// A scripted generator for tests, without a server.
///
///     signalwire::async_generator<compat::call> calls =
///         signalwire::testing::fake_generator<compat::call>(executor)
///             .item(first)
///             .delay(20ms)
///             .failure(signalwire::transport_error(code, "connection lost", {}))
///             .item(second)
///             .generator();
///
/// The listing ends after the last step. Its cursor is always the beginning.
template <class T>
class fake_generator
{
public:
    /// The generator completes on `executor`.
    explicit fake_generator(boost::asio::any_io_executor executor)
        : script_(std::make_shared<detail::script<T>>(std::move(executor)))
    {
    }

    /// Adds an item.
    fake_generator& item(T value)
    {
        script_->add(std::move(value));
        return *this;
    }

    /// Adds a failure of `next`; the `next` after it continues.
    template <std::derived_from<error> Error>
    fake_generator& failure(Error why)
    {
        script_->add(error_ptr(std::make_shared<Error>(std::move(why))));
        return *this;
    }

    /// Adds a delay before the next step.
    fake_generator& delay(std::chrono::milliseconds duration)
    {
        script_->add(duration);
        return *this;
    }

    /// Returns the generator. May be called once.
    [[nodiscard]] async_generator<T> generator() const
    {
        return async_generator<T>(script_);
    }

private:
    std::shared_ptr<detail::script<T>> script_;
};

} // namespace signalwire::testing
