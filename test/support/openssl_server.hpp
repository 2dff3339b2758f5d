#pragma once

#include "support/certificate_authority.hpp"
#include "support/child_process.hpp"
#include "support/temporary_directory.hpp"

#include <memory>
#include <string>
#include <vector>

namespace signalwire::test
{

/// `openssl s_server` on a free port of loopback, which serves when it is made. It serves files as
/// they are, one connection after the other: HTTP/1.0 at its simplest.
class openssl_server
{
public:
    /// `options` are words of the command line, such as `-tls1_1`.
    explicit openssl_server(
        certified_key const& identity, std::vector<std::string> const& options = {});

    /// As in a URL.
    [[nodiscard]] std::string const& authority() const noexcept
    {
        return authority_;
    }

    /// Serves `response`, header and all, where a client asks for `target`, which starts with `/`
    /// and has no query.
    void serve(std::string const& target, std::string const& response) const;

private:
    temporary_directory directory_;
    std::unique_ptr<child_process> process_;
    std::string authority_;
};

} // namespace signalwire::test
