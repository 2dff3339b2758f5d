#include "client/engine.hpp"
#include "client/response.hpp"
#include "client/retry.hpp"
#include "core/failure_error.hpp"
#include "http/exchange.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace signalwire::client
{

namespace asio = boost::asio;
using core::failure;
using core::failure_kind;
using std::chrono::milliseconds;

namespace
{

constexpr int too_many_requests = 429;

} // namespace

/// One request of a user's: its attempts, the pauses between them, and what became of it.
class request_run
{
public:
    request_run(
        engine& owner, async::operation& op, std::string const& target,
        request_options const& options, document& page)
        : engine_(owner)
        , op_(op)
        , target_(target)
        , page_(page)
        , policy_(owner.config_.retry)
        , attempt_timeout_(options.attempt_timeout().value_or(owner.config_.timeouts.attempt))
    {
        policy_.max_attempts = options.max_attempts().value_or(policy_.max_attempts);
        limits_.response.header = owner.config_.limits.header_bytes;
        limits_.response.body = owner.config_.limits.body_bytes;
        limits_.first_byte = owner.config_.timeouts.first_byte;
        limits_.between_bytes = owner.config_.timeouts.between_bytes;
    }

    asio::awaitable<fetch_report> run();

private:
    asio::awaitable<std::optional<failure>> attempt(response& answer);
    asio::awaitable<core::result<bool>> exchange(net::lease& lease, response& answer);
    void write_request();
    asio::awaitable<void> pause(milliseconds delay);
    request_timeline timeline(response const& answer) const;
    void log_done(response const& answer) const;
    void log_retry(milliseconds delay) const;
    void log_failure(failure const& why, response const& answer) const;
    void hold_back(attempt_report const& report, retry_decision const& decision);
    void count(failure const& why);
    retry_decision decide(failure const& why, response const& answer);
    std::string describe(failure const& why, response const& answer) const;
    error_context context(response const& answer, retry_decision const& decision) const;
    [[noreturn]] void fail(
        failure const& why, response const& answer, retry_decision const& decision) const;

    engine& engine_;
    async::operation& op_;
    std::string const& target_;
    document& page_;
    retry_config policy_;
    milliseconds attempt_timeout_;
    /// Our id of the request that was sent last.
    std::string id_;
    std::string wire_;
    http::exchange_limits limits_;
    int attempts_ = 0;
    std::string last_failure_;
    bool reused_ = false;
    bool resumed_ = false;
};

asio::awaitable<fetch_report> request_run::run()
{
    for (;;)
    {
        response answer(page_, engine_.config_.decoding);
        std::optional<failure> const why = co_await attempt(answer);
        engine_.body_bytes_ += answer.body_bytes();
        if (json::drift_tally const* const drift = answer.drift())
            engine_.count_drift(*drift);
        if (answer.http_drift().total() > 0)
            engine_.count_drift(answer.http_drift());
        if (!why)
        {
            engine_.retry_budget_.refill();
            log_done(answer);
            fetch_report report;
            report.times = timeline(answer);
            report.body_bytes = answer.body_bytes();
            co_return report;
        }
        answer.abandon();
        op_.end_attempt();
        count(*why);
        retry_decision const decision = decide(*why, answer);
        if (decision.what == retry_decision::action::give_up)
            fail(*why, answer, decision);
        last_failure_ = describe(*why, answer);
        ++engine_.retries_;
        log_retry(decision.delay);
        co_await pause(decision.delay);
    }
}

asio::awaitable<std::optional<failure>> request_run::attempt(response& answer)
{
    op_.restart_clocks();
    reused_ = resumed_ = false;
    throttle::entrance entrance = engine_.throttle_->enter(op_);
    if (!entrance.settled)
        entrance.settled.emplace(co_await engine_.throttle_->wait(op_, entrance));
    if (!*entrance.settled)
        co_return entrance.settled->error();
    net::pool::request asked = engine_.pool_->acquire(op_);
    if (!asked.settled)
        asked.settled.emplace(co_await engine_.pool_->wait(op_, asked));
    core::result<net::lease>& lease = *asked.settled;
    if (!lease)
        co_return lease.error();
    ++attempts_;
    write_request();
    op_.begin_attempt(attempt_timeout_);
    core::result<bool> const reusable = co_await exchange(*lease, answer);
    if (reusable && *reusable)
        lease->keep();

    bool const stopped = !reusable && reusable.error().kind == failure_kind::stopped;
    if (answer.refused() && !stopped)
    {
        co_return failure(
            failure_kind::refused, phase::between_bytes, boost::system::error_code(),
            "the API refused the request");
    }
    if (!reusable)
        co_return reusable.error();
    co_return std::nullopt;
}

void request_run::write_request()
{
    constexpr std::string_view method = "GET ";
    constexpr std::string_view rest = " HTTP/1.1\r\nX-Request-Id: ";
    constexpr std::string_view line_end = "\r\n";
    id_ = engine_.next_request_id();
    wire_.clear();
    wire_.reserve(
        method.size() + target_.size() + rest.size() + id_.size() + line_end.size()
        + engine_.fixed_header_.size());
    wire_.append(method).append(target_).append(rest).append(id_).append(line_end).append(
        engine_.fixed_header_);
}

asio::awaitable<core::result<bool>> request_run::exchange(net::lease& lease, response& answer)
{
    for (bool replaced = false;; replaced = true)
    {
        if (!lease.reuse())
        {
            core::result<void> const opened = co_await lease.open(op_);
            if (!opened)
                co_return opened.error();
        }
        reused_ = lease.reused();
        resumed_ = !reused_ && lease.link().resumed();
        ++engine_.requests_;
        core::result<bool> reusable =
            co_await http::exchange(op_, lease.link(), wire_, answer, limits_);
        if (reusable || replaced || !is_stale(reusable.error(), reused_))
            co_return reusable;
        lease.discard_stale();
    }
}

asio::awaitable<void> request_run::pause(milliseconds delay)
{
    // The response may have come at the same moment, and nobody stops a pause a second time.
    if (op_.stopped())
        co_return;
    asio::steady_timer timer(engine_.executor_, delay);
    op_.expect(phase::backoff, delay + std::chrono::hours(1));
    co_await timer.async_wait(asio::as_tuple(asio::deferred));
}

void request_run::count(failure const& why)
{
    if (why.kind == failure_kind::timeout)
        ++engine_.timeouts_;
    else if (why.kind == failure_kind::stopped)
        ++engine_.cancelled_;
}

retry_decision request_run::decide(failure const& why, response const& answer)
{
    attempt_report report;
    report.kind = why.kind;
    report.step = why.step;
    report.code = why.code;
    report.limit = why.limit;
    report.permanent = why.permanent;
    report.sent = why.sent;
    if (why.kind == failure_kind::refused)
    {
        api_error_details const refusal = answer.refusal();
        report.status = refusal.status;
        report.retry_after = refusal.retry_after;
    }
    retry_state state;
    state.attempts = attempts_;
    state.remaining = std::chrono::duration_cast<milliseconds>(op_.remaining());
    state.random = engine_.random();
    retry_decision const decision = decide_retry(policy_, report, state);
    if (report.status == too_many_requests)
        hold_back(report, decision);
    if (decision.what == retry_decision::action::retry && !engine_.retry_budget_.take())
    {
        ++engine_.retries_withheld_;
        return retry_decision::never(
            retry_stop::budget,
            "not tried again, because too many requests of this client fail (retry.budget)");
    }
    return decision;
}

/// After a 429 nobody sends for as long as the server says, or else as long as the one who got it
/// waits. But whatever the server says, it is asked again in the time that one operation has: a
/// slip of its pen must not silence a client for days.
void request_run::hold_back(attempt_report const& report, retry_decision const& decision)
{
    milliseconds wanted = std::max(decision.delay, milliseconds(100));
    if (report.retry_after)
        wanted = std::min<std::chrono::seconds>(*report.retry_after, std::chrono::hours(24 * 365));
    core::clock::time_point const now = core::clock::now();
    engine_.throttle_->hold(now + std::min(wanted, engine_.config_.timeouts.total), now + wanted);
}

std::string request_run::describe(failure const& why, response const& answer) const
{
    switch (why.kind)
    {
    case failure_kind::refused: return api_error(answer.refusal(), error_context()).reason();
    case failure_kind::timeout:
        return timeout_error(why.step, why.limit, {}, error_context()).reason();
    case failure_kind::protocol:
        if (why.reason.empty())
        {
            json::decode_error const& content = answer.content_error();
            return "the response is not a page of the API: "
                + (content.path.empty() ? std::string() : content.path + ": ") + content.reason;
        }
        break;
    default: break;
    }
    return why.reason;
}

error_context request_run::context(response const& answer, retry_decision const& decision) const
{
    error_context context;
    context.method = "GET";
    context.url = engine_.site_.url(target_);
    context.attempts = attempts_;
    context.max_attempts = policy_.max_attempts;
    context.elapsed = std::chrono::duration_cast<milliseconds>(op_.elapsed());
    context.request_id = answer.request_id();
    context.client_request_id = id_;
    context.stop = decision.stop;
    context.remark = decision.why;
    context.timeline = timeline(answer);
    return context;
}

void request_run::fail(
    failure const& why, response const& answer, retry_decision const& decision) const
{
    log_failure(why, answer);
    if (why.kind == failure_kind::protocol)
    {
        throw protocol_error(
            static_cast<errc>(why.code.value()), describe(why, answer), answer.content_error().path,
            answer.body_prefix(), context(answer, decision));
    }
    if (why.kind == failure_kind::refused)
        throw api_error(answer.refusal(), context(answer, decision));
    core::throw_failure(why, last_failure_, context(answer, decision));
}

request_timeline request_run::timeline(response const& answer) const
{
    request_timeline out;
    out.queue = op_.spent(phase::rate_limit) + op_.spent(phase::lease);
    out.resolve = op_.spent(phase::resolve);
    out.connect = op_.spent(phase::connect);
    out.proxy = op_.spent(phase::proxy);
    out.handshake = op_.spent(phase::handshake);
    out.first_byte = op_.spent(phase::first_byte);
    out.last_byte = op_.spent(phase::between_bytes);
    out.decode = answer.decode_time();
    out.reused = reused_;
    out.resumed = resumed_;
    return out;
}

void request_run::log_done(response const& answer) const
{
    core::logger const& log = engine_.pool_->log();
    if (!log.wants(log_level::debug))
        return;
    auto const microseconds = [](std::chrono::nanoseconds time) {
        return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    };
    request_timeline const times = timeline(answer);
    log.write(
        log_level::debug, "request.done",
        {{"method", "GET"},
         {"url", engine_.site_.url(target_)},
         {"status", std::int64_t{answer.status()}},
         {"attempt", std::int64_t{attempts_}},
         {"reused", std::int64_t{times.reused}},
         {"body_bytes", static_cast<std::int64_t>(answer.body_bytes())},
         {"queue_us", microseconds(times.queue)},
         {"first_byte_us", microseconds(times.first_byte)},
         {"last_byte_us", microseconds(times.last_byte)},
         {"decode_us", microseconds(times.decode)}});
}

void request_run::log_retry(milliseconds delay) const
{
    core::logger const& log = engine_.pool_->log();
    if (!log.wants(log_level::warning))
        return;
    log.write(
        log_level::warning, "request.retried",
        {{"method", "GET"},
         {"url", engine_.site_.url(target_)},
         {"attempt", std::int64_t{attempts_}},
         {"reason", last_failure_},
         {"delay_ms", std::int64_t{delay.count()}}});
}

void request_run::log_failure(failure const& why, response const& answer) const
{
    core::logger const& log = engine_.pool_->log();
    // The caller knows that he has cancelled.
    if (why.kind == failure_kind::stopped || !log.wants(log_level::error))
        return;
    log.write(
        log_level::error, "request.failed",
        {{"method", "GET"},
         {"url", engine_.site_.url(target_)},
         {"attempt", std::int64_t{attempts_}},
         {"reason", describe(why, answer)},
         {"elapsed_ms",
          std::int64_t{std::chrono::duration_cast<milliseconds>(op_.elapsed()).count()}}});
}

asio::awaitable<fetch_report> engine::fetch(
    async::operation& op, std::string const& target, request_options const& options, document& page)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    if (registry_->closed())
        throw error(errc::shut_down, "the client has been shut down", error_context());
    request_run run(*this, op, target, options, page);
    co_return co_await run.run();
}

} // namespace signalwire::client
