#pragma once

#include "support/child_process.hpp"
#include "support/log_file.hpp"
#include "support/temporary_directory.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace signalwire::test
{

/// A tinyproxy on a free port of loopback, which serves when it is made.
class tinyproxy_server
{
public:
    /// `directives` are added to its configuration: `BasicAuth user password`, `ConnectPort 443`.
    explicit tinyproxy_server(std::string const& directives = {});

    [[nodiscard]] std::uint16_t port() const noexcept
    {
        return port_;
    }

    [[nodiscard]] std::string authority() const
    {
        return "127.0.0.1:" + std::to_string(port_);
    }

    /// How many tunnels it has been asked for so far, refused ones included.
    [[nodiscard]] std::size_t tunnels_wanted() const;

private:
    bool start(std::string const& directives, std::uint16_t port);

    temporary_directory directory_;
    log_file log_;
    std::uint16_t port_ = 0;
    std::unique_ptr<child_process> process_;
};

} // namespace signalwire::test
