#pragma once

#include "sandbox/fault_injector.hpp"

#include <signalwire/sandbox/fault.hpp>
#include <signalwire/sandbox/mock_response.hpp>
#include <signalwire/sandbox/server_stats.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::sandbox::detail
{

/// Requests and statistics of the server, and its queued responses and faults.
///
/// Thread safety: all members may be called from any thread at once.
class request_journal
{
public:
    /// Maximum number of targets kept.
    static constexpr std::size_t max_targets = 4096;

    explicit request_journal(std::uint64_t fault_seed = 0) noexcept
        : faults_(fault_seed)
    {
    }

    void connection_opened();
    void connection_closed();
    void handshake_completed(bool resumed);
    void handshake_failed();

    /// Counts a request that was received whole.
    void request_received();

    /// Records the header of a request. Returns the next queued response, or else that of a fault that applies.
    [[nodiscard]] std::optional<mock_response> on_request(
        std::string_view target, std::string_view method = "GET");

    /// Records a response. `status` is 0 for a raw response.
    void on_response(int status, std::size_t body_bytes);

    void enqueue(mock_response response);
    void inject(fault injected);
    void clear_faults();

    [[nodiscard]] std::size_t queued_responses() const;
    [[nodiscard]] server_stats stats() const;
    [[nodiscard]] std::vector<std::string> recent_targets() const;

private:
    mutable std::mutex mutex_;
    server_stats stats_;
    std::deque<mock_response> queue_;
    fault_injector faults_;
    std::deque<std::string> targets_;
};

} // namespace signalwire::sandbox::detail
