#pragma once

#include "support/certificate_authority.hpp"
#include "support/nginx_server.hpp"
#include "support/sandbox_fixture.hpp"

#include <signalwire/async_generator.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::test
{

/// A sandbox, and whom the client trusts when it talks to a server of other make in front of it.
struct foreign_fixture : sandbox_fixture
{
    /// A client of the sandbox's account that talks to `host`.
    template <class Change>
    rest_client client_of(std::string const& host, Change change)
    {
        return make_client([&](client_config& config) {
            config.host = host;
            config.tls.ca_pem = authority.pem();
            change(config);
        });
    }

    rest_client client_of(std::string const& host)
    {
        return client_of(host, [](client_config&) {});
    }

    /// An nginx that passes every request on to the sandbox, with `more` in its block `server`.
    [[nodiscard]] nginx_site in_front(std::string const& more = {}) const
    {
        nginx_site site;
        site.identity = authority.issue();
        site.http = "upstream sandbox { server " + server.authority() + "; keepalive 8; }";
        site.server = R"(
            location / {
                proxy_pass https://sandbox;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Accept-Encoding "";
                proxy_set_header Host $http_host;
            }
            )"
            + more;
        return site;
    }

    /// The SIDs of all calls, in order, as `client` streams them.
    std::vector<std::string> stream_all(rest_client& client, int page_size)
    {
        return run(sids_of(client.compat.calls.stream(compat::call_filter().page_size(page_size))));
    }

    /// The same as the sandbox has them.
    [[nodiscard]] std::vector<std::string> all_sids() const
    {
        return sids(0, server.count_calls());
    }

    /// Lists so many pages of one call, all at once; gives how many came as they should.
    int list_many(rest_client& client, int lists)
    {
        int served = 0;
        for (int i = 0; i < lists; ++i)
        {
            client.compat.calls.list(
                compat::call_filter().page_size(1), request_options(),
                [&](std::exception_ptr failure, compat::call_page const& page) {
                    BOOST_TEST(!failure);
                    served += page.size() == 1U ? 1 : 0;
                });
        }
        run_context();
        return served;
    }

    /// Runs a listing that is to fail with `Error`, and to leak nothing; gives the error.
    template <class Error>
    Error failure_of(rest_client& client)
    {
        try
        {
            run(client.compat.calls.list());
        }
        catch (Error const& error)
        {
            BOOST_TEST_MESSAGE(error.what());
            std::string const text = error.what();
            BOOST_TEST(text.find(server.token()) == std::string::npos, text);
            BOOST_TEST(text.find('\n') == std::string::npos, text);
            return error;
        }
        throw std::runtime_error("the listing succeeded");
    }

    certificate_authority authority;

private:
    static boost::asio::awaitable<std::vector<std::string>> sids_of(
        async_generator<compat::call> calls)
    {
        std::vector<std::string> sids;
        while (std::optional<compat::call> call = co_await calls.next())
            sids.push_back(std::move(call->sid));
        co_return sids;
    }
};

/// Measures what should be quick.
class stopwatch
{
public:
    /// Whether less than a second has passed, or much more than that under a sanitizer on a machine
    /// that is busy: no pause, timeout or further attempt hides in it.
    [[nodiscard]] bool shows_little() const
    {
        return std::chrono::steady_clock::now() - started_ < std::chrono::seconds(5);
    }

private:
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

} // namespace signalwire::test
