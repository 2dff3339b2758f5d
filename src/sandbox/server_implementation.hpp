#pragma once

#include "sandbox/life_clock.hpp"
#include "sandbox/listener.hpp"
#include "sandbox/server_context.hpp"
#include "sandbox/webhook_sender.hpp"

#include <signalwire/sandbox/server.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <string>

namespace signalwire::sandbox
{

class server::implementation
{
public:
    implementation(boost::asio::any_io_executor const& executor, server_options const& options)
        : context(std::make_shared<detail::server_context>(options))
        , webhooks(std::make_shared<detail::webhook_sender>(executor, options))
        , listener(std::make_shared<detail::listener>(executor, context))
    {
        if (context->options.clock_speed > 0)
            clock = std::make_shared<detail::life_clock>(executor, context);
        context->handler.set_observers(
            [sender = webhooks](detail::webhook const& next) { sender->send(next); },
            "https://" + authority(),
            [waiting = std::weak_ptr(clock)] {
                if (auto const woken = waiting.lock())
                    woken->wake();
            });
        listener->start();
    }

    [[nodiscard]] std::string authority() const;

    void stop();

    std::shared_ptr<detail::server_context> context;
    std::shared_ptr<detail::webhook_sender> webhooks;
    std::shared_ptr<detail::listener> listener;
    /// Null if real time does not matter.
    std::shared_ptr<detail::life_clock> clock;
};

} // namespace signalwire::sandbox
