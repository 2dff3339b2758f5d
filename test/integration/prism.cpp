// Every operation against a mock server that another program makes of the API's own description,
// with its validation of requests and random responses. Started by `./run prism`.

#include "integration/api_table_rows.hpp"
#include "support/nginx_server.hpp"

#include <boost/test/data/test_case.hpp>

#include <cstdlib>
#include <exception>
#include <map>
#include <stdexcept>
#include <string>

using signalwire::test::api_rows;
using signalwire::test::api_table_row;
using signalwire::test::nginx_server;
using signalwire::test::nginx_site;

namespace
{

/// A variable of the environment, which `./run prism` sets.
std::string setting(char const* name)
{
    char const* const value = std::getenv(name);
    if (!value)
        throw std::runtime_error(std::string(name) + " is not set: use ./run prism");
    return value;
}

struct prism_fixture : signalwire::test::verbs_fixture
{
    /// An nginx that adds TLS and takes the prefix and suffix of paths away, which the description
    /// does not have.
    [[nodiscard]] nginx_site site() const
    {
        nginx_site out;
        out.identity = authority.issue();
        out.server = std::string("location /api/laml/2010-04-01/ {\n"
                                 "rewrite ^/api/laml/2010-04-01(/.*?)(\\.json)?$ $1 break;\n"
                                 "proxy_pass http://")
            + setting("SIGNALWIRE_TEST_PRISM") + "; proxy_set_header Host 127.0.0.1; }\n";
        return out;
    }

    nginx_server front = nginx_server(site());
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(prism, prism_fixture)

BOOST_DATA_TEST_CASE(the_operation_is_accepted, boost::unit_test::data::make(api_rows()), row)
{
    signalwire::rest_client client = client_with([&](signalwire::client_config& config) {
        config.host = front.authority();
        config.retry.max_attempts = 1;
    });
    std::map<std::string, int> failures;
    for (int left = std::stoi(setting("SIGNALWIRE_TEST_RESPONSES")); left > 0; --left)
    {
        try
        {
            row.call(*this, client.compat);
        }
        catch (std::exception const& error)
        {
            ++failures[error.what()];
        }
    }
    for (auto const& [what, times] : failures)
        BOOST_ERROR(times << " times: " << what);
}

BOOST_AUTO_TEST_SUITE_END()
