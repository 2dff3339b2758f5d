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

/// What the server has seen, and what it shall answer next. Safe from any thread.
class journal
{
public:
    /// How many targets are remembered.
    static constexpr std::size_t max_targets = 4096;

    explicit journal(std::uint64_t fault_seed = 0) noexcept
        : faults_(fault_seed)
    {
    }

    void connection_opened();
    void connection_closed();
    void handshake_completed(bool resumed);
    void handshake_failed();

    /// Notes the request and takes the script that is for it, or else a fault that strikes it.
    [[nodiscard]] std::optional<reply> request_arrived(std::string_view target);

    /// Notes an answer; `status` 0 is a raw one.
    void answering(int status, std::size_t body_bytes);

    void script(reply answer);
    void inject(fault what);
    void clear_faults();

    [[nodiscard]] std::size_t scripts_left() const;
    [[nodiscard]] server_stats stats() const;
    [[nodiscard]] std::vector<std::string> targets() const;

private:
    mutable std::mutex mutex_;
    server_stats stats_;
    std::deque<reply> scripts_;
    fault_plan faults_;
    std::deque<std::string> targets_;
};

} // namespace signalwire::sandbox::detail
