#include "sandbox/request_journal.hpp"

#include <utility>

namespace signalwire::sandbox::detail
{

void journal::connection_opened()
{
    std::lock_guard const lock(mutex_);
    ++stats_.connections;
    ++stats_.active_connections;
}

void journal::connection_closed()
{
    std::lock_guard const lock(mutex_);
    --stats_.active_connections;
}

void journal::handshake_completed(bool resumed)
{
    std::lock_guard const lock(mutex_);
    ++stats_.handshakes;
    if (resumed)
        ++stats_.resumed_handshakes;
}

void journal::handshake_failed()
{
    std::lock_guard const lock(mutex_);
    ++stats_.failed_handshakes;
}

std::optional<reply> journal::request_arrived(std::string_view target)
{
    std::lock_guard const lock(mutex_);
    ++stats_.requests;
    if (targets_.size() == max_targets)
        targets_.pop_front();
    targets_.emplace_back(target);
    faults_.count();
    std::optional<reply> next;
    if (!scripts_.empty())
    {
        next.emplace(std::move(scripts_.front()));
        scripts_.pop_front();
        return next;
    }
    next = faults_.strike();
    if (next)
        ++stats_.faults;
    return next;
}

void journal::answering(int status, std::size_t body_bytes)
{
    std::lock_guard const lock(mutex_);
    stats_.body_bytes += body_bytes;
    switch (status / 100)
    {
    case 2: ++stats_.responses_2xx; break;
    case 3: ++stats_.responses_3xx; break;
    case 4: ++stats_.responses_4xx; break;
    case 5: ++stats_.responses_5xx; break;
    default: break;
    }
}

void journal::script(reply answer)
{
    std::lock_guard const lock(mutex_);
    scripts_.push_back(std::move(answer));
}

void journal::inject(fault what)
{
    std::lock_guard const lock(mutex_);
    faults_.inject(std::move(what));
}

void journal::clear_faults()
{
    std::lock_guard const lock(mutex_);
    faults_.clear();
}

std::size_t journal::scripts_left() const
{
    std::lock_guard const lock(mutex_);
    return scripts_.size();
}

server_stats journal::stats() const
{
    std::lock_guard const lock(mutex_);
    return stats_;
}

std::vector<std::string> journal::targets() const
{
    std::lock_guard const lock(mutex_);
    return {targets_.begin(), targets_.end()};
}

} // namespace signalwire::sandbox::detail
