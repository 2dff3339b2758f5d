#include "client/engine.hpp"
#include "compat/lists.hpp"
#include "paging/list_endpoint.hpp"

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

api::api(std::shared_ptr<client::engine> const& engine)
    : calls(paging::make_list_source(engine, calls_list))
    , recordings(paging::make_list_source(engine, recordings_list))
{
}

} // namespace compat

namespace
{

struct start_shutdown
{
    template <class Handler>
    void operator()(
        Handler&& handler, std::shared_ptr<client::engine> const& engine,
        std::chrono::milliseconds grace) const
    {
        request_options options;
        options.total_timeout(std::clamp<std::chrono::milliseconds>(
            grace, std::chrono::milliseconds(1), std::chrono::hours(24 * 365)));
        auto const op = engine->make_operation(options);
        async::launch(
            op, engine, engine->shut_down(op),
            asio::any_completion_handler<void(std::exception_ptr)>(std::forward<Handler>(handler)));
    }
};

struct start_warm_up
{
    template <class Handler>
    void operator()(
        Handler&& handler, std::shared_ptr<client::engine> const& engine,
        std::size_t connections) const
    {
        auto const op = engine->make_operation(request_options());
        engine->launch(
            op, engine->warm_up(op, connections),
            asio::any_completion_handler<void(std::exception_ptr)>(std::forward<Handler>(handler)));
    }
};

} // namespace

rest_client::rest_client(asio::any_io_executor executor, client_config config)
    : engine_(std::make_shared<client::engine>(std::move(executor), std::move(config)))
    , compat(engine_)
{
}

rest_client::rest_client(rest_client&&) noexcept = default;
rest_client& rest_client::operator=(rest_client&&) noexcept = default;
rest_client::~rest_client() = default;

asio::awaitable<void> rest_client::warm_up(std::size_t connections)
{
    return asio::async_initiate<asio::use_awaitable_t<> const, void(std::exception_ptr)>(
        start_warm_up(), asio::use_awaitable, engine_, connections);
}

asio::awaitable<void> rest_client::shutdown(std::chrono::milliseconds grace)
{
    return asio::async_initiate<asio::use_awaitable_t<> const, void(std::exception_ptr)>(
        start_shutdown(), asio::use_awaitable, engine_, grace);
}

client_stats rest_client::stats() const
{
    return engine_->stats();
}

} // namespace signalwire
