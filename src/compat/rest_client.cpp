#include "client/core.hpp"

#include <signalwire/rest_client.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace signalwire
{

namespace asio = boost::asio;

namespace compat
{

api::api(std::shared_ptr<client::core> const& core)
    : calls(core)
    , recordings(core)
{
}

} // namespace compat

namespace
{

struct start_shutdown
{
    template <class Handler>
    void operator()(
        Handler&& handler, std::shared_ptr<client::core> const& core,
        std::chrono::milliseconds grace) const
    {
        request_options options;
        options.total_timeout(std::clamp<std::chrono::milliseconds>(
            grace, std::chrono::milliseconds(1), std::chrono::hours(24 * 365)));
        auto const op = core->make_operation(options);
        client::launch(
            op, core, core->shut_down(op),
            asio::any_completion_handler<void(std::exception_ptr)>(std::forward<Handler>(handler)));
    }
};

struct start_warm_up
{
    template <class Handler>
    void operator()(
        Handler&& handler, std::shared_ptr<client::core> const& core, std::size_t connections) const
    {
        auto const op = core->make_operation(request_options());
        core->launch(
            op, core->warm_up(op, connections),
            asio::any_completion_handler<void(std::exception_ptr)>(std::forward<Handler>(handler)));
    }
};

} // namespace

rest_client::rest_client(asio::any_io_executor executor, client_config config)
    : core_(std::make_shared<client::core>(std::move(executor), std::move(config)))
    , compat(core_)
{
}

rest_client::rest_client(rest_client&&) noexcept = default;
rest_client& rest_client::operator=(rest_client&&) noexcept = default;
rest_client::~rest_client() = default;

asio::awaitable<void> rest_client::warm_up(std::size_t connections)
{
    return asio::async_initiate<asio::use_awaitable_t<> const, void(std::exception_ptr)>(
        start_warm_up(), asio::use_awaitable, core_, connections);
}

asio::awaitable<void> rest_client::shutdown(std::chrono::milliseconds grace)
{
    return asio::async_initiate<asio::use_awaitable_t<> const, void(std::exception_ptr)>(
        start_shutdown(), asio::use_awaitable, core_, grace);
}

client_stats rest_client::stats() const
{
    return core_->stats();
}

} // namespace signalwire
