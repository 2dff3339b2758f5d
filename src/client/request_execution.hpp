#pragma once

#include "async/operation.hpp"
#include "client/request.hpp"
#include "client/request_state.hpp"
#include "client/response.hpp"
#include "client/response_target.hpp"
#include "client/services.hpp"
#include "core/clock.hpp"
#include "http/exchange.hpp"

#include <signalwire/error_context.hpp>
#include <signalwire/log.hpp>
#include <signalwire/request_event.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::client
{

/// A request in progress: what `running_request` does between its waits. `request_state` decides;
/// this feeds it with what happens, counts, logs and makes the error. Used on the operation's
/// strand.
class request_execution
{
public:
    using action = request_state::action;

    request_execution(
        services& shared, async::operation& op, request what, request_options const& options);

    /// The request begins; its response is read into `target`.
    void begin(response_target target);

    [[nodiscard]] bool is_of_stream() const noexcept
    {
        return request_.of_stream;
    }

    [[nodiscard]] action next() const noexcept
    {
        return state_.next();
    }

    void begin_attempt();

    // Each of these is an event of the state.

    void on_turn(core::result<rate_limiter::permit> permit);
    void on_connection(core::result<net::lease> lease);
    void on_opened(core::result<void> const& opened);
    void on_paused();

    [[nodiscard]] net::lease& lease() noexcept
    {
        return *lease_;
    }

    /// How long to wait before the next attempt.
    [[nodiscard]] std::chrono::milliseconds delay() const noexcept
    {
        return state_.decision().delay;
    }

    // An exchange, step by step.

    /// Begins to write. A response that comes before all is written can be read meanwhile.
    void begin_exchange();
    /// Returns true if a part of the request waits for `stream()` to be writable.
    [[nodiscard]] bool must_write() const noexcept;
    /// The wait to write has ended.
    void on_writable(boost::system::error_code code);

    [[nodiscard]] net::tls_stream& stream() noexcept
    {
        return lease_->get().stream();
    }

    /// Returns true when there is nothing to read any more.
    [[nodiscard]] bool is_over() const;
    /// The wait to read has ended.
    void on_readable(boost::system::error_code code);
    /// Reads what is there, without waiting: a part of it if `has_more` or `has_delivery`.
    void receive();
    /// Returns true if there may be more to read, which must not keep others from the thread.
    [[nodiscard]] bool has_more() const noexcept
    {
        return has_more_;
    }
    /// Returns true if a receiver has something to deliver before more is received.
    [[nodiscard]] bool has_delivery() const noexcept
    {
        return target_.receiver && target_.receiver->has_pending() && !target_.receiver->failed()
            && !op_.stopped();
    }
    /// Meanwhile no timeout of the connection runs.
    [[nodiscard]] boost::asio::awaitable<void> deliver();
    void on_delivered();
    /// Requires that no wait is in progress.
    void end_exchange();

    /// Closes the connection, if there is one.
    void abandon() noexcept
    {
        lease_.reset();
    }

    /// What the caller gets.
    [[nodiscard]] fetch_result finish();

private:
    /// What only an attempt with a connection needs.
    struct attempt
    {
        attempt(response_target target, decoding_mode mode, operation_type const& type)
            : answer(target, mode, type)
        {
        }

        response answer;
        std::optional<http::exchange> exchange;
    };

    /// The status of the last response; 0 if there is none.
    [[nodiscard]] int status() const noexcept
    {
        return attempt_ ? attempt_->answer.status() : 0;
    }

    /// The id that the server gave to the request; empty if there is none.
    [[nodiscard]] std::string_view server_request_id() const noexcept
    {
        return attempt_ ? std::string_view(attempt_->answer.request_id()) : std::string_view();
    }

    void write_request();
    void write_available();
    void read_available();
    [[nodiscard]] exchange_result result_of_exchange();
    [[nodiscard]] std::optional<core::failure> failure_of_exchange() const;
    [[nodiscard]] std::optional<core::failure> failure_of_delivery() const;
    void on_failed(core::failure why);
    void end_attempt();
    void count_response();
    void follow_decision(exchange_result const& result);
    void pause_client(exchange_result const& result);
    [[nodiscard]] retry_inputs inputs();
    [[nodiscard]] std::string describe(core::failure const& why) const;
    [[nodiscard]] error_ptr make_error(core::failure const& why) const;
    [[nodiscard]] error_context context() const;
    [[nodiscard]] request_timeline timeline() const;
    /// Calls `hook`, unless it is empty, with what has happened since `start`.
    void report(
        std::function<void(request_event const&)> const& hook, core::clock::time_point start) const;
    void report_attempt();
    /// Writes a record with the fields of all ends. Call it if the level is wanted.
    void log(
        log_level level, std::string_view event, core::clock::time_point start,
        std::initializer_list<log_field> details) const;
    void log_started() const;
    void log_completed() const;
    void log_retry() const;
    void log_failure(core::failure const& why) const;

    services& shared_;
    async::operation& op_;
    request request_;
    response_target target_;
    request_state state_;
    std::chrono::milliseconds attempt_timeout_;
    /// The caller's header fields.
    std::string more_header_;
    /// Our id of the request that was sent last.
    std::string id_;
    std::string wire_;
    /// Null until the attempt has a connection: most of a request that waits for one.
    std::unique_ptr<attempt> attempt_;
    std::optional<rate_limiter::permit> permit_;
    std::optional<net::lease> lease_;
    bool has_more_ = false;
    /// The reading of this response has paused for others.
    bool paused_ = false;
    std::string last_failure_;
    bool reused_ = false;
    bool resumed_ = false;
    core::clock::time_point const start_ = core::clock::now();
    core::clock::time_point attempt_start_ = start_;
    int reported_attempts_ = 0;
};

} // namespace signalwire::client
