#include "client/validate.hpp"
#include "unit/refusal.hpp"

#include <signalwire/client_config.hpp>

#include <boost/asio/ssl/context.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

using signalwire::client_config;
using unit::refusal;

BOOST_AUTO_TEST_SUITE(client_configs)

namespace
{

using namespace std::chrono_literals;

client_config working()
{
    client_config config;
    config.project = "b3877c40-da60-4998-90ad-b792e98472af";
    config.token = "PTsecret";
    config.host = "acme";
    return config;
}

/// An environment with the given variables only.
client_config::environment variables(std::map<std::string, std::string, std::less<>> values)
{
    return [values](std::string_view name) -> std::optional<std::string> {
        auto const found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    };
}

struct mistake
{
    void (*make)(client_config& config);
    std::string_view message;

    friend std::ostream& operator<<(std::ostream& out, mistake const& value)
    {
        return out << value.message;
    }
};

mistake const mistakes[] = {
    {[](client_config& c) { c.project.clear(); }, "project: must not be empty"},
    {[](client_config& c) { c.project = "a\r\nX-Evil: 1"; },
     "project: must not contain control characters"},
    {[](client_config& c) { c.project.push_back('\0'); },
     "project: must not contain control characters"},
    {[](client_config& c) { c.project = "user:name"; }, "project: must not contain a colon"},
    {[](client_config& c) { c.token.clear(); }, "token: must not be empty"},
    {[](client_config& c) { c.token = "PTsecret\n"; },
     "token: must not contain control characters"},
    {[](client_config& c) { c.user_agent_suffix = "app\r\nX-Evil: 1"; },
     "user_agent_suffix: must not contain control characters"},
    {[](client_config& c) { c.host.clear(); }, "host: must not be empty"},
    {[](client_config& c) { c.pool.max_connections = 0; },
     "pool.max_connections: must be 1 or more"},
    {[](client_config& c) { c.pool.idle_timeout = 0ms; }, "pool.idle_timeout: must be positive"},
    {[](client_config& c) { c.pool.max_lifetime = -1ms; }, "pool.max_lifetime: must be positive"},
    {[](client_config& c) { c.timeouts.resolve = 0ms; }, "timeouts.resolve: must be positive"},
    {[](client_config& c) { c.timeouts.connect = 0ms; }, "timeouts.connect: must be positive"},
    {[](client_config& c) { c.timeouts.handshake = 0ms; }, "timeouts.handshake: must be positive"},
    {[](client_config& c) { c.timeouts.first_byte = 0ms; },
     "timeouts.first_byte: must be positive"},
    {[](client_config& c) { c.timeouts.between_bytes = -1ms; },
     "timeouts.between_bytes: must be positive"},
    {[](client_config& c) { c.timeouts.attempt = 0ms; }, "timeouts.attempt: must be positive"},
    {[](client_config& c) { c.timeouts.total = 0ms; }, "timeouts.total: must be positive"},
    {[](client_config& c) { c.timeouts.total = std::chrono::milliseconds::max(); },
     "timeouts.total: must be at most a year"},
    {[](client_config& c) { c.timeouts.attempt = 24h * 366; },
     "timeouts.attempt: must be at most a year"},
    {[](client_config& c) { c.timeouts.acquire = 0ms; }, "timeouts.acquire: must be positive"},
    {[](client_config& c) { c.limits.max_header_bytes = 1023; },
     "limits.max_header_bytes: must be 1024 or more"},
    {[](client_config& c) { c.limits.max_body_bytes = 0; },
     "limits.max_body_bytes: must be 1 or more"},
    {[](client_config& c) { c.proxy.url = "http://"; },
     "proxy.url: not a URL such as http://proxy.example.com:3128"},
    {[](client_config& c) { c.tls.public_key_pins = {"sha1//x"}; },
     "tls.public_key_pins: a pin is sha256// and the Base64 of a SHA-256, not sha1//x"},
    {[](client_config& c) { c.retry.budget = -1; }, "retry.budget: must not be negative"},
    {[](client_config& c) { c.rate_limit.requests_per_second = -1; },
     "rate_limit.requests_per_second: must be 0, or 0.000001 to 1000000"},
    {[](client_config& c) { c.rate_limit.requests_per_second = 1e-12; },
     "rate_limit.requests_per_second: must be 0, or 0.000001 to 1000000"},
    {[](client_config& c) { c.rate_limit.requests_per_second = std::nan(""); },
     "rate_limit.requests_per_second: must be 0, or 0.000001 to 1000000"},
    {[](client_config& c) { c.rate_limit.burst = 0; }, "rate_limit.burst: must be 1 or more"},
    {[](client_config& c) { c.retry.max_attempts = 0; }, "retry.max_attempts: must be 1 or more"},
    {[](client_config& c) { c.retry.max_attempts = -1; }, "retry.max_attempts: must be 1 or more"},
    {[](client_config& c) { c.retry.base_delay = 0ms; }, "retry.base_delay: must be positive"},
    {[](client_config& c) { c.retry.max_delay = -5ms; }, "retry.max_delay: must be positive"},
};

} // namespace

BOOST_DATA_TEST_CASE(invalid_configuration_is_rejected_by_the_constructor, mistakes)
{
    client_config config = working();
    sample.make(config);
    BOOST_TEST(refusal([&] { signalwire::client::validate(config); }) == sample.message);
}

namespace
{

using boost::asio::ssl::context;

client_config with_own_tls()
{
    client_config config = working();
    config.tls.context = std::make_shared<context>(context::tls_client);
    return config;
}

/// What an own TLS context has itself.
std::pair<char const*, std::string signalwire::tls_config::*> const members_of_context[] = {
    {"tls.ca_file", &signalwire::tls_config::ca_file},
    {"tls.ca_pem", &signalwire::tls_config::ca_pem},
    {"tls.ca_directory", &signalwire::tls_config::ca_directory},
    {"tls.certificate_file", &signalwire::tls_config::certificate_file},
    {"tls.private_key_file", &signalwire::tls_config::private_key_file},
    {"tls.private_key_password", &signalwire::tls_config::private_key_password},
};

} // namespace

BOOST_AUTO_TEST_CASE(an_own_tls_context_excludes_the_members_that_it_replaces)
{
    BOOST_CHECK_NO_THROW(signalwire::client::validate(with_own_tls()));
    for (auto const& [name, member] : members_of_context)
    {
        client_config config = with_own_tls();
        config.tls.*member = "x";
        BOOST_TEST(
            refusal([&] { signalwire::client::validate(config); })
            == std::string(name) + ": must be empty if tls.context is set, which has its own");
    }
}

BOOST_AUTO_TEST_CASE(an_own_tls_context_must_be_for_clients)
{
    client_config config = working();
    std::string const expected =
        "tls.context: must be a context for clients, such as ssl::context::tls_client";
    config.tls.context = std::make_shared<context>(context::tls_server);
    BOOST_TEST(refusal([&] { signalwire::client::validate(config); }) == expected);
    context const moved = std::move(*config.tls.context);
    BOOST_TEST(refusal([&] { signalwire::client::validate(config); }) == expected);
}

BOOST_AUTO_TEST_CASE(defaults_are_valid_with_account_and_host)
{
    BOOST_TEST(refusal([] { signalwire::client::validate(working()); }) == "(accepted)");
}

BOOST_AUTO_TEST_CASE(environment_sets_the_proxy)
{
    std::map<std::string, std::string, std::less<>> values = {
        {"SIGNALWIRE_PROJECT_ID", "p"}, {"SIGNALWIRE_API_TOKEN", "t"},
        {"SIGNALWIRE_SPACE", "acme"},   {"HTTPS_PROXY", "http://u:secret@proxy:3128"},
        {"NO_PROXY", "localhost"},
    };
    client_config const config = client_config::from_environment(variables(values));
    BOOST_TEST(config.proxy.url == "http://u:secret@proxy:3128");
    BOOST_TEST(config.proxy.no_proxy == "localhost");
    values["HTTPS_PROXY"] = "ftp://u:secret@proxy";
    std::string const message =
        refusal([&] { static_cast<void>(client_config::from_environment(variables(values))); });
    BOOST_TEST(message.starts_with("HTTPS_PROXY: "));
    BOOST_TEST(!unit::mentions(message, "secret"));
    // An unused proxy may be invalid.
    values["NO_PROXY"] = "localhost .signalwire.com";
    BOOST_TEST(
        client_config::from_environment(variables(values)).proxy.no_proxy == values["NO_PROXY"]);
}

BOOST_AUTO_TEST_CASE(environment_has_three_names_for_the_host)
{
    std::map<std::string, std::string, std::less<>> values = {
        {"SIGNALWIRE_PROJECT_ID", "p"},
        {"SIGNALWIRE_API_TOKEN", "t"},
        {"SIGNALWIRE_API_HOSTNAME", "third.signalwire.com"}};
    auto const host = [&] { return client_config::from_environment(variables(values)).host; };
    auto const problem = [&] { return refusal([&] { static_cast<void>(host()); }); };
    BOOST_TEST(host() == "third.signalwire.com");
    values["SIGNALWIRE_SPACE_URL"] = "https://second.signalwire.com";
    BOOST_TEST(host() == "https://second.signalwire.com");
    values["SIGNALWIRE_SPACE"] = " \n";
    BOOST_TEST(host() == "https://second.signalwire.com");
    values["SIGNALWIRE_SPACE"] = "first";
    BOOST_TEST(host() == "first");
    values["SIGNALWIRE_SPACE"] = "a b";
    BOOST_TEST(problem().starts_with("SIGNALWIRE_SPACE: "));
    values["SIGNALWIRE_SPACE"] = "";
    values["SIGNALWIRE_SPACE_URL"] = "http://second.signalwire.com";
    BOOST_TEST(problem().starts_with("SIGNALWIRE_SPACE_URL: "));
    values.erase("SIGNALWIRE_SPACE_URL");
    values["SIGNALWIRE_API_HOSTNAME"] = "p:t@third.signalwire.com";
    BOOST_TEST(problem() == "SIGNALWIRE_API_HOSTNAME: must not contain credentials");
    values.erase("SIGNALWIRE_API_HOSTNAME");
    BOOST_TEST(problem() == "missing environment variables: SIGNALWIRE_SPACE");
}

BOOST_AUTO_TEST_CASE(environment_values_are_trimmed)
{
    for (std::string const around :
         {" ", "\r\n", "\t", "\xc2\xa0", "\xef\xbb\xbf", "\n \xc2\xa0\r"})
    {
        client_config const config = client_config::from_environment(variables({
            {"SIGNALWIRE_PROJECT_ID", around + "p" + around},
            {"SIGNALWIRE_API_TOKEN", around + "PT secret" + around},
            {"SIGNALWIRE_SPACE", around + "acme" + around},
            {"SSL_CERT_FILE", around + "my ca.pem" + around},
            {"SIGNALWIRE_REST_CA_FILE", around},
            {"HTTPS_PROXY", around + "http://proxy:3128" + around},
            {"NO_PROXY", around + "localhost" + around},
        }));
        BOOST_TEST(config.project == "p");
        BOOST_TEST(config.token == "PT secret");
        BOOST_TEST(config.host == "acme");
        BOOST_TEST(config.tls.ca_file == "my ca.pem");
        BOOST_TEST(config.proxy.url == "http://proxy:3128");
        BOOST_TEST(config.proxy.no_proxy == "localhost");
    }
}

BOOST_AUTO_TEST_CASE(values_at_their_bounds_are_accepted)
{
    client_config config = working();
    config.pool.max_connections = 1;
    config.pool.max_waiters = 0;
    config.pool.idle_timeout = 1ms;
    config.timeouts.total = 24h * 365;
    config.timeouts.resolve = 1ms;
    config.retry.max_attempts = 1;
    config.user_agent_suffix = "billing-export/2.1 (nightly)";
    BOOST_TEST(refusal([&] { signalwire::client::validate(config); }) == "(accepted)");
}

BOOST_AUTO_TEST_CASE(messages_never_contain_the_token)
{
    client_config config = working();
    config.token = "PTsecret\n";
    BOOST_TEST(!unit::mentions(refusal([&] { signalwire::client::validate(config); }), "PTsecret"));
    config = working();
    config.host = "https://project:PTsecret@acme.signalwire.com";
    BOOST_TEST(!unit::mentions(refusal([&] { signalwire::client::validate(config); }), "PTsecret"));
}

BOOST_AUTO_TEST_CASE(environment_of_the_official_sdks_is_sufficient)
{
    client_config const config = client_config::from_environment(variables({
        {"SIGNALWIRE_PROJECT_ID", "b3877c40"},
        {"SIGNALWIRE_API_TOKEN", "PTsecret"},
        {"SIGNALWIRE_SPACE", "acme.signalwire.com"},
    }));
    BOOST_TEST(config.project == "b3877c40");
    BOOST_TEST(config.token == "PTsecret");
    BOOST_TEST(config.host == "acme.signalwire.com");
    BOOST_TEST(config.tls.ca_file.empty());
    BOOST_TEST(config.tls.ca_pem.empty());
    BOOST_TEST((config.decoding == signalwire::decoding_mode::lenient));
}

BOOST_AUTO_TEST_CASE(signalwire_ca_file_precedes_the_one_of_openssl)
{
    std::map<std::string, std::string, std::less<>> values = {
        {"SIGNALWIRE_PROJECT_ID", "b3877c40"},
        {"SIGNALWIRE_API_TOKEN", "PTsecret"},
        {"SIGNALWIRE_SPACE", "acme"},
        {"SSL_CERT_FILE", "general.pem"},
    };
    BOOST_TEST(client_config::from_environment(variables(values)).tls.ca_file == "general.pem");
    values["SIGNALWIRE_REST_CA_FILE"] = "special.pem";
    BOOST_TEST(client_config::from_environment(variables(values)).tls.ca_file == "special.pem");
    values["SIGNALWIRE_REST_CA_FILE"] = "";
    BOOST_TEST(client_config::from_environment(variables(values)).tls.ca_file == "general.pem");
}

BOOST_AUTO_TEST_CASE(all_missing_variables_are_named)
{
    BOOST_TEST(
        refusal([] { static_cast<void>(client_config::from_environment(variables({}))); })
        == "missing environment variables: SIGNALWIRE_PROJECT_ID, "
           "SIGNALWIRE_API_TOKEN, SIGNALWIRE_SPACE");
    BOOST_TEST(
        refusal([] {
            static_cast<void>(client_config::from_environment(variables({
                {"SIGNALWIRE_PROJECT_ID", "b3877c40"},
                {"SIGNALWIRE_API_TOKEN", ""},
                {"SIGNALWIRE_SPACE", "acme"},
            })));
        })
        == "missing environment variables: SIGNALWIRE_API_TOKEN");
}

BOOST_AUTO_TEST_CASE(environment_values_are_validated)
{
    auto const read = [](std::string const& project, std::string const& space) {
        return refusal([&] {
            static_cast<void>(client_config::from_environment(variables({
                {"SIGNALWIRE_PROJECT_ID", project},
                {"SIGNALWIRE_API_TOKEN", "PTsecret"},
                {"SIGNALWIRE_SPACE", space},
            })));
        });
    };
    BOOST_TEST(read("a:b", "acme") == "SIGNALWIRE_PROJECT_ID: must not contain a colon");
    BOOST_TEST(read("a", "http://acme.signalwire.com").starts_with("SIGNALWIRE_SPACE: "));
    BOOST_TEST(!unit::mentions(read("a", "http://acme.signalwire.com"), "PTsecret"));
}

BOOST_AUTO_TEST_SUITE_END()
