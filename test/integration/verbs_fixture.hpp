#pragma once

#include "integration/wire_fixture.hpp"

#include <signalwire/request_options.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace signalwire::test
{

/// Runs one operation at a time and shows what it has sent.
struct verbs_fixture : wire_fixture
{
    /// What the only request since the last one has sent: the request line and the body.
    [[nodiscard]] std::string sent() const
    {
        BOOST_TEST_REQUIRE(requests.size() == 1U);
        return line_of(requests.front());
    }

    [[nodiscard]] static std::string line_of(std::string const& bytes)
    {
        std::string line = bytes.substr(0, bytes.find(" HTTP/1.1\r\n"));
        if (std::string const body = bytes.substr(bytes.find("\r\n\r\n") + 4); !body.empty())
            line += ' ' + body;
        return line;
    }

    [[nodiscard]] bool has_header(std::string_view line) const
    {
        return requests.front().find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
    }

    /// Runs one operation whose response is `reply`, and returns its result.
    template <class Start>
    auto answered(std::string reply, Start start)
    {
        requests.clear();
        serve({{std::move(reply)}});
        rest_client client = client_with([](client_config&) {});
        return run(start(client.compat));
    }

    std::string const account = "/api/laml/2010-04-01/Accounts/" + make_config().project;
    request_options const once = request_options().max_attempts(1);
};

} // namespace signalwire::test
