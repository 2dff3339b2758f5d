#include "client/request_execution.hpp"
#include "core/failure.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/errc.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::client
{

using core::failure;
using core::failure_kind;
using std::chrono::milliseconds;

fetch_result request_execution::finish()
{
    report(shared_.config.on_request, start_);
    if (state_.failure())
    {
        log_failure(*state_.failure());
        return make_error(*state_.failure());
    }
    shared_.budget.refill();
    log_completed();
    fetch_report report;
    report.times = timeline();
    report.body_bytes = attempt_->answer.body_bytes();
    return report;
}

std::string request_execution::describe(failure const& why) const
{
    switch (why.kind)
    {
    case failure_kind::error_response:
        return api_error(attempt_->answer.error_details(), error_context()).reason();
    case failure_kind::timeout:
        return timeout_error(why.phase, why.scope, {}, error_context()).reason();
    case failure_kind::protocol:
        if (why.reason.empty())
        {
            json::decode_error const& content = attempt_->answer.content_error();
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
            static_cast<errc>(why.code.value()), describe(why),
            attempt_->answer.content_error().path, attempt_->answer.body_prefix(), context());
    case failure_kind::error_response:
        return std::make_shared<api_error>(attempt_->answer.error_details(), context());
    default: return core::make_error(why, last_failure_, context());
    }
}

error_context request_execution::context() const
{
    error_context out;
    out.method = to_string(request_.type.method);
    out.url = shared_.endpoint.url(request_.target);
    out.attempts = state_.attempts();
    out.max_attempts = state_.max_attempts();
    out.elapsed = std::chrono::duration_cast<milliseconds>(op_.elapsed());
    out.request_id = server_request_id();
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
    if (attempt_)
        out.decode = attempt_->answer.decode_time();
    out.connection_reused = reused_;
    out.tls_resumed = resumed_;
    return out;
}

namespace
{

std::int64_t microseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

std::string error_type_of(failure const& why, int status)
{
    switch (why.kind)
    {
    case failure_kind::error_response: return std::to_string(status);
    case failure_kind::timeout: return "timeout";
    case failure_kind::cancelled: return "cancelled";
    case failure_kind::transport: return "transport";
    case failure_kind::protocol: return "protocol";
    case failure_kind::rejected_by_client: break;
    }
    return "rejected";
}

} // namespace

void request_execution::report(
    std::function<void(request_event const&)> const& hook, core::clock::time_point start) const
{
    using std::chrono::system_clock;
    if (!hook)
        return;
    std::optional<failure> const& why = state_.failure();
    std::string const url = shared_.endpoint.url(request_.target);
    std::string const error_type = why ? error_type_of(*why, status()) : std::string();
    std::string const reason = why ? describe(*why) : std::string();
    request_event event;
    event.operation = request_.type.name;
    event.method = to_string(request_.type.method);
    event.url_template = request_.type.path;
    event.url = url;
    event.server_address = shared_.endpoint.origin().host;
    event.server_port = shared_.endpoint.origin().port;
    event.attempt = state_.attempts();
    event.status = status();
    event.error_type = error_type;
    event.reason = reason;
    if (why)
        event.outcome = state_.outcome();
    if (state_.next() == action::pause)
        event.retry_delay = delay();
    event.duration = core::clock::now() - start;
    event.start =
        system_clock::now() - std::chrono::duration_cast<system_clock::duration>(event.duration);
    event.timeline = timeline();
    event.request_id = server_request_id();
    event.client_request_id = id_;
    try
    {
        hook(event);
    }
    catch (...)
    {
        // A failing hook must not fail the request.
    }
}

void request_execution::report_attempt()
{
    // A request that only waited has made no attempt.
    if (reported_attempts_ < state_.attempts())
        report(shared_.config.on_attempt, attempt_start_);
    reported_attempts_ = state_.attempts();
}

void request_execution::log(
    log_level level, std::string_view event, core::clock::time_point start,
    std::initializer_list<log_field> details) const
{
    std::string const url = shared_.endpoint.url(request_.target);
    std::vector<log_field> fields = {
        {"method", to_string(request_.type.method)},
        {"url", url},
    };
    fields.insert(fields.end(), details);
    fields.emplace_back("operation", request_.type.name);
    fields.emplace_back("status", std::int64_t{status()});
    fields.emplace_back("duration_us", microseconds(core::clock::now() - start));
    fields.emplace_back("request_id", server_request_id());
    fields.emplace_back("client_request_id", id_);
    shared_.log.write(level, event, fields);
}

void request_execution::log_started() const
{
    if (!shared_.log.wants(log_level::debug))
        return;
    shared_.log.write(
        log_level::debug, "request.started",
        {{"method", to_string(request_.type.method)},
         {"url", shared_.endpoint.url(request_.target)},
         {"operation", request_.type.name}});
}

void request_execution::log_completed() const
{
    if (!shared_.log.wants(log_level::debug))
        return;
    request_timeline const times = timeline();
    log(log_level::debug, "request.completed", start_,
        {{"attempt", std::int64_t{state_.attempts()}},
         {"connection_reused", std::int64_t{times.connection_reused}},
         {"body_bytes", static_cast<std::int64_t>(attempt_->answer.body_bytes())},
         {"queue_us", microseconds(times.queue)},
         {"first_byte_us", microseconds(times.first_byte)},
         {"receive_us", microseconds(times.receive)},
         {"decode_us", microseconds(times.decode)}});
}

void request_execution::log_retry() const
{
    if (!shared_.log.wants(log_level::warning))
        return;
    log(log_level::warning, "request.retry_scheduled", attempt_start_,
        {{"attempt", std::int64_t{state_.attempts()}},
         {"reason", last_failure_},
         {"delay_ms", std::int64_t{delay().count()}}});
}

void request_execution::log_failure(failure const& why) const
{
    // The caller knows that the operation was cancelled.
    bool const is_cancelled = why.kind == failure_kind::cancelled;
    log_level const level = is_cancelled ? log_level::debug : log_level::error;
    if (!shared_.log.wants(level))
        return;
    std::int64_t const attempts = state_.attempts();
    if (is_cancelled)
        return log(level, "request.cancelled", start_, {{"attempt", attempts}});
    log(level, "request.failed", start_,
        {{"attempt", attempts},
         {"reason", describe(why)},
         {"elapsed_ms",
          std::int64_t{std::chrono::duration_cast<milliseconds>(op_.elapsed()).count()}}});
}

} // namespace signalwire::client
