#pragma once

#include "async/serial_executor.hpp"

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <utility>

namespace signalwire::async
{

/// A completion handler stored for a later call from any thread. Keeps the handler's executor at
/// work and calls it there, never from within `post`. A handler without an associated executor is
/// called on `fallback`. The others are reached through it, because `any_completion_executor`
/// cannot be required never to block.
template <class... Arguments>
class saved_handler
{
public:
    using handler = boost::asio::any_completion_handler<void(Arguments...)>;

    saved_handler(handler target, known_executor fallback)
        : handler_(std::move(target))
        , fallback_(std::move(fallback))
        , executor_(boost::asio::prefer(
              boost::asio::get_associated_executor(handler_, fallback_),
              boost::asio::execution::outstanding_work.tracked))
    {
    }

    /// The caller's cancellation slot. Use it on the handler's executor.
    [[nodiscard]] boost::asio::cancellation_slot slot() const noexcept
    {
        return boost::asio::get_associated_cancellation_slot(handler_);
    }

    /// Calls the handler with `arguments` on its executor. At most once.
    void post(Arguments... arguments) &&
    {
        known_executor const fallback = fallback_;
        boost::asio::post(
            fallback, [self = std::move(*this), ... values = std::move(arguments)]() mutable {
                boost::asio::any_completion_executor const executor = self.executor_;
                executor.execute(
                    [self = std::move(self), ... values = std::move(values)]() mutable {
                        self.slot().clear();
                        std::move(self.handler_)(std::move(values)...);
                    });
            });
    }

private:
    handler handler_;
    known_executor fallback_;
    boost::asio::any_completion_executor executor_;
};

} // namespace signalwire::async
