#pragma once

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
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

/// Returns true if `definition`, the fault with number `rule`, applies to request number `request`.
/// A pure function: ignores `fault::times`.
[[nodiscard]] bool applies_to(
    fault const& definition, std::uint64_t seed, std::uint64_t rule,
    std::uint64_t request) noexcept;

/// The faults of a server and the number of times each was applied.
class fault_injector
{
public:
    explicit fault_injector(std::uint64_t seed) noexcept
        : seed_(seed)
    {
    }

    void inject(fault definition);
    void clear() noexcept;

    /// Counts a request.
    void on_request(std::string_view method = "GET") noexcept;

    /// Returns the response for the last counted request, from the first fault that applies to it.
    [[nodiscard]] std::optional<mock_response> next_response();

private:
    struct rule
    {
        rule(fault rule_fault, std::uint64_t rule_number)
            : definition(std::move(rule_fault))
            , number(rule_number)
        {
        }

        fault definition;
        std::uint64_t number;
        /// Number of requests of its method since the injection.
        std::uint64_t requests = 0;
        /// True if the last request was one of them.
        bool concerned = false;
        std::uint64_t applied = 0;
    };

    std::uint64_t seed_;
    std::uint64_t injected_ = 0;
    std::vector<rule> rules_;
};

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

    /// Records the header of a request. Returns the next queued response, or else that of a fault
    /// that applies.
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
