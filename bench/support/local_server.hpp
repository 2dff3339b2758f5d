#pragma once

#include <signalwire/client_config.hpp>
#include <signalwire/sandbox/server.hpp>
#include <signalwire/sandbox/server_options.hpp>

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <thread>

namespace signalwire::bench
{

/// A sandbox on a thread of its own, on another core where there is one, so that neither its
/// allocations nor its instructions count as the client's.
class local_server
{
public:
    explicit local_server(std::size_t calls);
    ~local_server();

    local_server(local_server const&) = delete;
    local_server& operator=(local_server const&) = delete;

    /// Uncompressed, as the pages of the other benchmarks are.
    [[nodiscard]] signalwire::client_config client_config() const;

    [[nodiscard]] sandbox::server& server() noexcept
    {
        return server_;
    }

private:
    boost::asio::io_context context_{1};
    sandbox::server server_;
    std::thread thread_;
};

} // namespace signalwire::bench
