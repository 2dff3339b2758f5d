#pragma once

#include "async/operation.hpp"
#include "async/saved_handler.hpp"
#include "client/operation_registry.hpp"
#include "client/request.hpp"
#include "client/request_execution.hpp"
#include "client/response_target.hpp"
#include "core/failure.hpp"

#include <signalwire/request_options.hpp>

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace signalwire::client
{

class engine;

/// A request from its start to its end, with retries. Derived classes own what the response is read
/// into and complete the caller's handler.
///
/// What the request waits for owns it, and nothing else does: it is destroyed when it has ended, or
/// with the execution context.
class running_request : public std::enable_shared_from_this<running_request>
{
public:
    running_request(running_request const&) = delete;
    running_request& operator=(running_request const&) = delete;
    virtual ~running_request();

    /// Begins, at once if called on the strand of the operation.
    void start();

protected:
    /// Registers `op` as an operation that a shutdown waits for.
    running_request(
        std::shared_ptr<engine> owner, std::shared_ptr<async::operation> op, request what,
        request_options const& options);

    /// Where the response is read into; asked for once, at the start.
    [[nodiscard]] virtual response_target target() = 0;

    /// The request has ended. Called once, on the strand of the operation.
    virtual void on_end(fetch_result result) = 0;

    /// Ends the operation: its timer stops, and a shutdown no longer waits for it.
    void end_operation();

    [[nodiscard]] async::operation& op() noexcept
    {
        return *op_;
    }

private:
    using error_code = boost::system::error_code;

    template <auto Step>
    struct continuation;
    template <auto Step>
    [[nodiscard]] continuation<Step> then();

    /// Acts until there is something to wait for.
    void run();
    void begin();
    void wait_turn();
    void on_turn(error_code);
    void wait_connection();
    void on_connection(error_code);
    void open();
    void on_opened(std::exception_ptr const& thrown, core::result<void> const& opened);
    void exchange();
    void wait_to_write();
    void on_writable(error_code code);
    void receive();
    void on_readable(error_code code);
    void on_delivered(std::exception_ptr const& thrown);
    void continue_exchange();
    void end_exchange();
    void pause();
    void on_paused(error_code);
    void end(fetch_result result);
    void fail(std::exception_ptr const& thrown);

    std::shared_ptr<engine> engine_;
    std::shared_ptr<async::operation> op_;
    std::optional<operation_registry::entry> entry_;
    request_execution execution_;
    rate_limiter::acquire_operation::waiter_ptr turn_;
    net::pool::acquire_operation::waiter_ptr connection_;
    /// Null until the first pause.
    std::unique_ptr<boost::asio::steady_timer> timer_;
    boost::asio::cancellation_signal stop_writing_;
    bool writing_ = false;
    /// The exchange ends when `writing_` does.
    bool exchange_over_ = false;
    bool ended_ = false;
};

/// A request that completes a handler with `Results`.
template <class... Results>
class called_request : public running_request
{
protected:
    /// The cancellation slot of `handler` cancels `op`.
    called_request(
        std::shared_ptr<engine> owner, std::shared_ptr<async::operation> op, request what,
        request_options const& options, typename async::saved_handler<Results...>::handler handler)
        : running_request(std::move(owner), std::move(op), std::move(what), options)
        , caller_(std::move(handler), this->op().executor().inner())
    {
        this->op().cancel_through(caller_.slot());
    }

    /// Ends the operation and passes the results to the handler.
    void complete(Results... results)
    {
        this->end_operation();
        std::move(caller_).post(std::move(results)...);
    }

private:
    async::saved_handler<Results...> caller_;
};

} // namespace signalwire::client
