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
        : service(std::make_shared<detail::service>(options))
        , listener(std::make_shared<detail::listener>(executor, service))
    {
        listener->start();
    }

    std::shared_ptr<detail::service> service;
    std::shared_ptr<detail::listener> listener;
};

} // namespace signalwire::sandbox
