#include "net/hooked_connect.hpp"

#include "core/text.hpp"

#include <signalwire/errc.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace
{

core::failure failed(error_code code, std::string const& peer, std::string const& reason)
{
    return core::failure(
        core::failure_kind::transport, phase::connect, code,
        "cannot connect to " + peer + ": " + reason);
}

core::failure broken_handler(std::string const& peer, std::string const& what)
{
    core::failure out = failed(
        errc::connect_hook_failed, peer,
        "client_config::connect " + what
            + "; it must return a connected socket or throw boost::system::system_error");
    out.transient = false;
    return out;
}

} // namespace

hooked_connect::hooked_connect(
    asio::any_io_executor executor, std::shared_ptr<connect_handler const> handler,
    connect_request request)
    : executor_(std::move(executor))
    , handler_(std::move(handler))
    , request_(std::move(request))
    , finished_(std::make_shared<async::notification>(executor_))
{
}

void hooked_connect::start(async::operation::executor_type const& strand)
{
    asio::co_spawn(
        strand, run(shared_from_this()),
        asio::bind_cancellation_slot(
            signal_.slot(), [self = shared_from_this()](std::exception_ptr thrown) {
                self->on_end(std::move(thrown));
            }));
}

/// Owns what the handler's coroutine uses: the function has its captures.
asio::awaitable<void> hooked_connect::run(std::shared_ptr<hooked_connect> self)
{
    tcp::socket socket = co_await (*self->handler_)(std::move(self->request_));
    if (!self->cancelled_)
        self->socket_.emplace(std::move(socket));
}

void hooked_connect::on_end(std::exception_ptr thrown)
{
    ended_ = true;
    thrown_ = std::move(thrown);
    finished_->notify();
}

void hooked_connect::cancel()
{
    cancelled_ = true;
    socket_.reset();
    if (!ended_)
        signal_.emit(asio::cancellation_type::terminal);
}

core::result<tcp::socket> hooked_connect::result(std::string const& peer)
{
    if (thrown_)
        return failure(peer);
    if (!socket_->is_open())
        return broken_handler(peer, "returned a socket that is not open");
    try
    {
        return rebound(*std::exchange(socket_, std::nullopt));
    }
    catch (boost::system::system_error const& error)
    {
        return failed(error.code(), peer, error.code().message());
    }
}

core::failure hooked_connect::failure(std::string const& peer) const
{
    try
    {
        std::rethrow_exception(thrown_);
    }
    catch (boost::system::system_error const& error)
    {
        // The caller would take it for a cancellation of its own.
        if (error.code() == asio::error::operation_aborted)
            return broken_handler(peer, "was cancelled, but not by the client");
        return failed(error.code(), peer, error.code().message());
    }
    catch (std::exception const& error)
    {
        return broken_handler(peer, "threw an exception: " + core::quoted(error.what()));
    }
    catch (...)
    {
        return broken_handler(peer, "threw an exception of unknown type");
    }
}

/// The handler's socket may belong to another executor, even to another execution context.
tcp::socket hooked_connect::rebound(tcp::socket socket) const
{
    error_code ignored;
    bool const is_v6 = socket.local_endpoint(ignored).address().is_v6();
    return tcp::socket(executor_, is_v6 ? tcp::v6() : tcp::v4(), socket.release());
}

} // namespace signalwire::net
