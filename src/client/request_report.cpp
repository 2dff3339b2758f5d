#include "client/request_execution.hpp"
#include "core/failure.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/errc.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>

#include <cstdint>
#include <utility>

namespace signalwire::client
{

using core::failure;
using core::failure_kind;
using std::chrono::milliseconds;

fetch_result request_execution::finish()
{
    if (state_.failure())
    {
        log_failure(*state_.failure());
        return make_error(*state_.failure());
    }
    shared_.budget.refill();
    log_completed();
    fetch_report report;
    report.times = timeline();
    report.body_bytes = response_->body_bytes();
    return report;
}

std::string request_execution::describe(failure const& why) const
{
    switch (why.kind)
    {
    case failure_kind::error_response:
        return api_error(response_->error_details(), error_context()).reason();
    case failure_kind::timeout:
        return timeout_error(why.phase, why.scope, {}, error_context()).reason();
    case failure_kind::protocol:
        if (why.reason.empty())
        {
            json::decode_error const& content = response_->content_error();
            return "invalid response body: "
                + (content.path.empty() ? std::string() : content.path + ": ") + content.reason;
        }
        break;
    default: break;
    }
    return why.reason;
}

error_ptr request_execution::make_error(failure const& why) const
{
    switch (why.kind)
    {
    case failure_kind::protocol:
        return std::make_shared<protocol_error>(
            static_cast<errc>(why.code.value()), describe(why), response_->content_error().path,
            response_->body_prefix(), context());
    case failure_kind::error_response:
        return std::make_shared<api_error>(response_->error_details(), context());
    default: return core::make_error(why, last_failure_, context());
    }
}

error_context request_execution::context() const
{
    error_context out;
    out.method = to_string(request_.type->method);
    out.url = shared_.endpoint.url(request_.target);
    out.attempts = state_.attempts();
    out.max_attempts = state_.max_attempts();
    out.elapsed = std::chrono::duration_cast<milliseconds>(op_.elapsed());
    out.request_id = response_->request_id();
    out.client_request_id = id_;
    out.retry_stop_reason = state_.decision().stop;
    out.retry_stop_detail = state_.decision().why;
    out.outcome = state_.outcome();
    out.transient = state_.failure()->transient;
    out.timeline = timeline();
    return out;
}

request_timeline request_execution::timeline() const
{
    request_timeline out;
    out.queue = op_.time_in(phase::rate_limit) + op_.time_in(phase::acquire);
    out.resolve = op_.time_in(phase::resolve);
    out.connect = op_.time_in(phase::connect);
    out.proxy = op_.time_in(phase::proxy);
    out.handshake = op_.time_in(phase::handshake);
    out.first_byte = op_.time_in(phase::first_byte);
    out.receive = op_.time_in(phase::between_bytes);
    out.decode = response_->decode_time();
    out.connection_reused = reused_;
    out.tls_resumed = resumed_;
    return out;
}

void request_execution::log_completed() const
{
    if (!shared_.log.wants(log_level::debug))
        return;
    auto const microseconds = [](std::chrono::nanoseconds time) {
        return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    };
    request_timeline const times = timeline();
    shared_.log.write(
        log_level::debug, "request.completed",
        {{"method", to_string(request_.type->method)},
         {"url", shared_.endpoint.url(request_.target)},
         {"status", std::int64_t{response_->status()}},
         {"attempt", std::int64_t{state_.attempts()}},
         {"connection_reused", std::int64_t{times.connection_reused}},
         {"body_bytes", static_cast<std::int64_t>(response_->body_bytes())},
         {"queue_us", microseconds(times.queue)},
         {"first_byte_us", microseconds(times.first_byte)},
         {"receive_us", microseconds(times.receive)},
         {"decode_us", microseconds(times.decode)}});
}

void request_execution::log_retry() const
{
    if (!shared_.log.wants(log_level::warning))
        return;
    shared_.log.write(
        log_level::warning, "request.retry_scheduled",
        {{"method", to_string(request_.type->method)},
         {"url", shared_.endpoint.url(request_.target)},
         {"attempt", std::int64_t{state_.attempts()}},
         {"reason", last_failure_},
         {"delay_ms", std::int64_t{delay().count()}}});
}

void request_execution::log_failure(failure const& why) const
{
    // The caller knows that the operation was cancelled.
    if (why.kind == failure_kind::cancelled || !shared_.log.wants(log_level::error))
        return;
    shared_.log.write(
        log_level::error, "request.failed",
        {{"method", to_string(request_.type->method)},
         {"url", shared_.endpoint.url(request_.target)},
         {"attempt", std::int64_t{state_.attempts()}},
         {"reason", describe(why)},
         {"elapsed_ms",
          std::int64_t{std::chrono::duration_cast<milliseconds>(op_.elapsed()).count()}}});
}

} // namespace signalwire::client
