#pragma once

#include "sandbox/listener.hpp"
#include "sandbox/server_context.hpp"

#include <signalwire/sandbox/server.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace signalwire::sandbox
{

class server::implementation
{
public:
    implementation(boost::asio::any_io_executor const& executor, server_options const& options)
        : context(std::make_shared<detail::server_context>(options))
        , listener(std::make_shared<detail::listener>(executor, context))
    {
        listener->start();
    }

    std::shared_ptr<detail::server_context> context;
    std::shared_ptr<detail::listener> listener;
};

} // namespace signalwire::sandbox
