#include "sandbox/request_journal.hpp"

#include "sandbox/keyed_random.hpp"

#include <utility>

namespace signalwire::sandbox::detail
{

bool applies_to(
    fault const& definition, std::uint64_t seed, std::uint64_t rule, std::uint64_t request) noexcept
{
    if ((definition.nth() && *definition.nth() != request) || request % definition.every() != 0)
        return false;
    // 53 bits, the precision of a double: always below 1, so probability 1 applies to each request.
    std::uint64_t const bits = keyed_random(seed ^ mix(rule + golden_gamma), request).bits(0) >> 11;
    return static_cast<double>(bits) * 0x1p-53 < definition.probability();
}

void fault_injector::inject(fault definition)
{
    rules_.emplace_back(std::move(definition), injected_);
    ++injected_;
}

void fault_injector::on_request(std::string_view method) noexcept
{
    for (rule& each : rules_)
    {
        each.concerned = each.definition.method().empty() || each.definition.method() == method;
        each.requests += each.concerned ? 1 : 0;
    }
}

void fault_injector::clear() noexcept
{
    rules_.clear();
}

std::optional<mock_response> fault_injector::next_response()
{
    for (rule& each : rules_)
    {
        if (each.definition.times() && each.applied >= *each.definition.times())
            continue;
        if (!each.concerned || !applies_to(each.definition, seed_, each.number, each.requests))
            continue;
        ++each.applied;
        return each.definition.response();
    }
    return std::nullopt;
}

void request_journal::connection_opened()
{
    std::lock_guard const lock(mutex_);
    ++stats_.connections_accepted;
    ++stats_.connections_open;
}

void request_journal::connection_closed()
{
    std::lock_guard const lock(mutex_);
    --stats_.connections_open;
}

void request_journal::handshake_completed(bool resumed)
{
    std::lock_guard const lock(mutex_);
    ++stats_.handshakes;
    if (resumed)
        ++stats_.resumed_handshakes;
}

void request_journal::handshake_failed()
{
    std::lock_guard const lock(mutex_);
    ++stats_.failed_handshakes;
}

std::optional<mock_response> request_journal::on_request(
    std::string_view target, std::string_view method)
{
    std::lock_guard const lock(mutex_);
    if (targets_.size() == max_targets)
        targets_.pop_front();
    targets_.emplace_back(target);
    faults_.on_request(method);
    std::optional<mock_response> next;
    if (!queue_.empty())
    {
        next.emplace(std::move(queue_.front()));
        queue_.pop_front();
        return next;
    }
    next = faults_.next_response();
    if (next)
        ++stats_.faults_injected;
    return next;
}

void request_journal::request_received()
{
    std::lock_guard const lock(mutex_);
    ++stats_.requests_received;
}

void request_journal::on_response(int status, std::size_t body_bytes)
{
    std::lock_guard const lock(mutex_);
    stats_.response_body_bytes += body_bytes;
    switch (status / 100)
    {
    case 2: ++stats_.responses_2xx; break;
    case 3: ++stats_.responses_3xx; break;
    case 4: ++stats_.responses_4xx; break;
    case 5: ++stats_.responses_5xx; break;
    default: break;
    }
}

void request_journal::enqueue(mock_response response)
{
    std::lock_guard const lock(mutex_);
    queue_.push_back(std::move(response));
}

void request_journal::inject(fault injected)
{
    std::lock_guard const lock(mutex_);
    faults_.inject(std::move(injected));
}

void request_journal::clear_faults()
{
    std::lock_guard const lock(mutex_);
    faults_.clear();
}

std::size_t request_journal::queued_responses() const
{
    std::lock_guard const lock(mutex_);
    return queue_.size();
}

server_stats request_journal::stats() const
{
    std::lock_guard const lock(mutex_);
    return stats_;
}

std::vector<std::string> request_journal::recent_targets() const
{
    std::lock_guard const lock(mutex_);
    return {targets_.begin(), targets_.end()};
}

} // namespace signalwire::sandbox::detail
