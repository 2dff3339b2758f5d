#pragma once

#include "support/certificate_authority.hpp"
#include "support/child_process.hpp"
#include "support/log_file.hpp"
#include "support/temporary_directory.hpp"

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace signalwire::test
{

/// What an nginx shall do, in its own words.
struct nginx_site
{
    nginx_site() = default;

    /// What it shows to clients.
    certified_key identity;
    /// For the block `server`, which has a port and an identity already.
    std::string server;
    /// For the block `http` around it.
    std::string http;
    /// Behind the port in `listen`.
    std::string listen_options = "ssl";
};

/// An nginx with one worker on a free port of loopback, which serves when it is made.
class nginx_server
{
public:
    explicit nginx_server(nginx_site const& site);
    ~nginx_server();

    nginx_server(nginx_server const&) = delete;
    nginx_server& operator=(nginx_server const&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept
    {
        return port_;
    }

    /// As in a URL.
    [[nodiscard]] std::string authority() const
    {
        return "127.0.0.1:" + std::to_string(port_);
    }

    /// Has the configuration read again (SIGHUP). Returns when a new worker serves and the old one
    /// has served its last request and gone.
    void reload();

    /// Ends it in the way of a power cut: nobody says goodbye on any connection.
    void crash();

    /// Starts it again, on the same port.
    void restart();

    /// Waits until it has logged `count` requests; gives their lines, in the format of
    /// `nginx_server.cpp`.
    [[nodiscard]] std::vector<std::string> await_requests(std::size_t count) const;

private:
    void configure(nginx_site const& site, std::uint16_t port) const;
    bool start();
    [[nodiscard]] std::vector<pid_t> workers() const;

    temporary_directory directory_;
    log_file log_;
    log_file requests_;
    std::uint16_t port_ = 0;
    std::unique_ptr<child_process> master_;
};

/// How many of `lines` contain `text`.
[[nodiscard]] std::size_t count_with(
    std::vector<std::string> const& lines, std::string const& text);

} // namespace signalwire::test
