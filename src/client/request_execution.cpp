#include "client/request_execution.hpp"

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "net/tls_diagnostics.hpp"

#include <signalwire/errc.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace signalwire::client
{

namespace asio = boost::asio;
using boost::system::error_code;
using core::failure;
using core::failure_kind;
using std::chrono::milliseconds;

namespace
{

/// Maximum number of reads without a pause: a server that is faster than the client must not keep
/// the thread.
constexpr int max_reads = 16;

} // namespace

request_execution::request_execution(
    services& shared, async::operation& op, request what, request_options const& options)
    : shared_(shared)
    , op_(op)
    , request_(std::move(what))
    , state_(request_.type, shared.config.retry, options.idempotent(), options.max_attempts())
    , attempt_timeout_(options.attempt_timeout().value_or(shared.config.timeouts.attempt))
    , more_header_(options.header_lines())
{
}

void request_execution::begin(response_target target)
{
    target_ = target;
    log_started();
}

void request_execution::begin_attempt()
{
    attempt_start_ = core::clock::now();
    op_.reset_timings();
    reused_ = resumed_ = false;
    attempt_.reset();
}

void request_execution::on_turn(core::result<rate_limiter::permit> permit)
{
    if (!permit)
        return on_failed(permit.error());
    permit_.emplace(std::move(*permit));
    state_.admitted();
}

void request_execution::on_connection(core::result<net::lease> lease)
{
    if (!lease)
        return on_failed(lease.error());
    lease_.emplace(std::move(*lease));
    attempt_ = std::make_unique<attempt>(target_, shared_.config.decoding, request_.type);
    write_request();
    op_.begin_attempt(attempt_timeout_);
    state_.connected(lease_->try_reuse());
}

void request_execution::on_opened(core::result<void> const& opened)
{
    if (!opened)
        return on_failed(opened.error());
    state_.opened();
}

void request_execution::on_paused()
{
    state_.paused();
}

void request_execution::write_request()
{
    std::string_view const method = to_string(request_.type.method);
    constexpr std::string_view rest = " HTTP/1.1\r\nX-Request-Id: ";
    constexpr std::string_view line_end = "\r\n";
    std::string const& header = target_.receiver ? shared_.header_for_bytes : shared_.header;
    id_ = shared_.ids.next();
    wire_.clear();
    wire_.reserve(
        method.size() + request_.target.size() + rest.size() + id_.size() + header.size()
        + more_header_.size() + request_.content_type.size() + request_.body.size() + 64);
    wire_.append(method).append(" ").append(request_.target).append(rest).append(id_);
    wire_.append(line_end).append(header).append(more_header_);
    if (target_.receiver)
        wire_.append(target_.receiver->header());
    if (!request_.content_type.empty())
        wire_.append("Content-Type: ").append(request_.content_type).append(line_end);
    if (request_.type.method != http_method::get || !request_.body.empty())
    {
        wire_.append("Content-Length: ").append(std::to_string(request_.body.size()));
        wire_.append(line_end);
    }
    wire_.append(line_end).append(request_.body);
}

void request_execution::begin_exchange()
{
    reused_ = lease_->reused();
    resumed_ = !reused_ && lease_->get().tls_resumed();
    ++shared_.counters->requests;
    // The request may be sent from now on.
    op_.allow_total_cancellation(state_.allows_total_cancellation());
    lease_->get().begin_exchange();
    http::response_limits limits;
    limits.max_header_bytes = shared_.config.limits.max_header_bytes;
    limits.max_body_bytes = shared_.config.limits.max_body_bytes;
    attempt_->exchange.emplace(wire_, lease_->get().buffer(), attempt_->answer, limits);
    op_.begin_phase(phase::first_byte, shared_.config.timeouts.first_byte);
    has_more_ = paused_ = false;
    write_available();
    // What a receiver takes, it takes piece by piece.
    if (attempt_->exchange->write_error() && !target_.receiver)
        read_available();
}

void request_execution::write_available()
{
    while (must_write())
    {
        error_code code;
        std::size_t const count = stream().write_some(attempt_->exchange->to_write(), code);
        if (code == asio::error::would_block)
            return;
        attempt_->exchange->wrote(count, code);
    }
}

bool request_execution::must_write() const noexcept
{
    return attempt_->exchange->to_write().size() > 0 && !attempt_->exchange->write_error();
}

void request_execution::on_writable(error_code code)
{
    if (code)
        attempt_->exchange->wrote(0, code);
    write_available();
    error_code ignored;
    // Ends a read that may otherwise wait for its timeout.
    if (attempt_->exchange->write_error())
        lease_->get().socket().cancel(ignored);
}

bool request_execution::is_over() const
{
    return attempt_->exchange->done() || op_.stopped()
        || (target_.receiver && target_.receiver->failed());
}

void request_execution::on_readable(error_code code)
{
    if (!code || op_.stopped())
        return;
    if (code == asio::error::operation_aborted && attempt_->exchange->write_error())
        read_available();
    else
        attempt_->exchange->received(0, code);
}

void request_execution::receive()
{
    has_more_ = false;
    for (int reads = 0; !is_over() && !has_delivery(); ++reads)
    {
        // The head of a page names the next one, which a consumer may want that has not run yet.
        bool const names_next = request_.of_stream && !paused_ && attempt_->answer.body_bytes() > 0;
        has_more_ = reads == max_reads || names_next;
        paused_ = paused_ || names_next;
        if (has_more_)
            return;
        error_code code;
        std::size_t const count = stream().read_some(attempt_->exchange->prepare(), code);
        if (code == asio::error::would_block)
            return;
        // Before decoding, which is part of the phase of the body.
        if (reads == 0 && count > 0)
            op_.begin_phase(phase::between_bytes, shared_.config.timeouts.between_bytes);
        attempt_->exchange->received(count, code);
    }
}

asio::awaitable<void> request_execution::deliver()
{
    op_.end_phase();
    return target_.receiver->deliver();
}

void request_execution::on_delivered()
{
    if (!is_over())
        op_.begin_phase(phase::between_bytes, shared_.config.timeouts.between_bytes);
}

/// Reads what the server sent before it stopped reading.
void request_execution::read_available()
{
    while (!is_over())
    {
        error_code code;
        std::size_t const count = stream().read_some(attempt_->exchange->prepare(), code);
        attempt_->exchange->received(count, code);
    }
}

void request_execution::end_exchange()
{
    exchange_result const result = result_of_exchange();
    op_.end_phase();
    if (attempt_->exchange->is_complete())
        lease_->get().end_exchange(attempt_->exchange->keep_alive_timeout());
    if (attempt_->exchange->is_reusable())
        lease_->return_to_pool();
    attempt_->exchange.reset();
    state_.exchanged(result, result.why ? inputs() : retry_inputs());
    if (state_.next() != action::finish)
        op_.allow_total_cancellation(state_.allows_total_cancellation());
    if (state_.next() == action::open)
    {
        lease_->discard_stale();
        // A stop that has been emitted would not end the wait for a connection.
        if (op_.stopped())
            on_failed(op_.stop_reason());
        return;
    }
    end_attempt();
    if (result.why)
        follow_decision(result);
    report_attempt();
}

exchange_result request_execution::result_of_exchange()
{
    exchange_result out;
    out.written = attempt_->exchange->written();
    out.size = attempt_->exchange->request_size();
    out.answered = attempt_->exchange->response_started();
    out.status = status();
    out.why = failure_of_exchange();
    bool const was_stopped = out.why && out.why->kind == failure_kind::cancelled;
    if (attempt_->answer.is_error_status() && !was_stopped)
    {
        out.why.emplace(
            failure_kind::error_response, phase::between_bytes, error_code(),
            "the API returned an error");
        out.why->transient = core::is_transient_status(out.status);
        out.retry_after = attempt_->answer.error_details().retry_after;
    }
    return out;
}

std::optional<failure> request_execution::failure_of_exchange() const
{
    if (target_.receiver && (target_.receiver->failed() || target_.receiver->has_pending()))
        return failure_of_delivery();
    if (!attempt_->exchange->done())
        return op_.stop_reason();
    std::optional<failure> out = attempt_->exchange->failure();
    if (out && target_.receiver && target_.receiver->can_restart())
        out->transient = true;
    if (error_code const code = attempt_->exchange->transport_error())
    {
        out->reason += ": " + net::describe_tls_error(code);
        // For example a TLS alert about a missing client certificate.
        out->transient = !net::is_permanent(code);
    }
    return out;
}

/// A sink that failed may have taken a part: nothing can follow.
std::optional<failure> request_execution::failure_of_delivery() const
{
    if (!op_.stopped())
    {
        return failure(
            failure_kind::rejected_by_client, phase::between_bytes, errc::callback_failed,
            "the sink of the download failed");
    }
    failure out = op_.stop_reason();
    out.transient = out.transient && !target_.receiver->failed();
    return out;
}

void request_execution::on_failed(failure why)
{
    state_.failed(std::move(why), inputs());
    end_attempt();
    follow_decision(exchange_result());
    report_attempt();
}

void request_execution::end_attempt()
{
    lease_.reset();
    permit_.reset();
    if (attempt_)
        count_response();
    if (!state_.failure())
        return;
    if (attempt_)
        attempt_->answer.abandon();
    op_.end_attempt();
}

void request_execution::count_response()
{
    response const& answer = attempt_->answer;
    shared_.counters->body_bytes += answer.body_bytes();
    if (json::deviation_counter const* const deviations = answer.deviations())
        shared_.deviations.add(*deviations);
    if (answer.http_deviations().total() > 0)
        shared_.deviations.add(answer.http_deviations());
}

void request_execution::follow_decision(exchange_result const& result)
{
    if (!state_.failure())
        return;
    pause_client(result);
    if (state_.next() == action::pause && op_.stopped())
    {
        last_failure_ = describe(*state_.failure());
        state_.stop(op_.stop_reason());
    }
    failure const& why = *state_.failure();
    if (why.kind == failure_kind::timeout)
        ++shared_.counters->timeouts;
    else if (why.kind == failure_kind::cancelled)
        ++shared_.counters->cancelled;
    if (state_.next() == action::pause && !shared_.budget.take())
    {
        ++shared_.counters->retries_over_budget;
        state_.withhold();
    }
    if (state_.next() != action::pause)
        return;
    last_failure_ = describe(why);
    ++shared_.counters->retries;
    log_retry();
}

/// After a 429 no operation sends before the delay of `Retry-After`, else that of this operation,
/// has passed. The pause is at most `timeouts.total`: an erroneous value must not stop a client for
/// days.
void request_execution::pause_client(exchange_result const& result)
{
    constexpr int too_many_requests = 429;
    if (result.status != too_many_requests
        || state_.failure()->kind != failure_kind::error_response)
        return;
    milliseconds wanted = std::max(state_.decision().delay, milliseconds(100));
    if (result.retry_after)
        wanted = std::min<std::chrono::seconds>(*result.retry_after, std::chrono::hours(24 * 365));
    core::clock::time_point const now = core::clock::now();
    shared_.limiter->pause_until(
        now + std::min(wanted, shared_.config.timeouts.total), now + wanted);
}

retry_inputs request_execution::inputs()
{
    return {std::chrono::duration_cast<milliseconds>(op_.remaining()), shared_.random.next()};
}

} // namespace signalwire::client
