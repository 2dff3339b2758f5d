// Clients with a TLS context of the user's.

#include "integration/wire_fixture.hpp"
#include "support/certificate_authority.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/verify_context.hpp>

#include <openssl/ssl.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using signalwire::test::certificate_request;

namespace
{

/// A server with an authority of its own, and clients that trust what their context trusts.
struct own_tls_fixture : signalwire::test::wire_fixture
{
    own_tls_fixture()
    {
        trust();
    }

    void trust()
    {
        own->add_certificate_authority(asio::buffer(authority.pem()));
    }

    signalwire::rest_client own_client()
    {
        return client_with([this](signalwire::client_config& config) {
            config.tls.ca_pem.clear();
            config.tls.context = own;
            config.retry.max_attempts = 1;
        });
    }

    /// What a client says about the server: "listed", or the reason of its error.
    std::string outcome()
    {
        auto client = own_client();
        serve({{signalwire::test::page()}});
        try
        {
            run(client.compat.calls.list());
            return "listed";
        }
        catch (signalwire::transport_error const& error)
        {
            last_outcome = error.outcome();
            return error.reason();
        }
    }

    signalwire::request_outcome last_outcome = signalwire::request_outcome::unknown;
    std::shared_ptr<ssl::context> own = std::make_shared<ssl::context>(ssl::context::tls_client);
};

bool mentions(std::string const& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_own_tls, own_tls_fixture)

BOOST_AUTO_TEST_CASE(the_context_decides_whom_to_trust)
{
    BOOST_TEST(outcome() == "listed");
}

BOOST_AUTO_TEST_CASE(an_unknown_authority_is_to_be_added_to_the_context)
{
    own = std::make_shared<ssl::context>(ssl::context::tls_client);
    std::string const reason = outcome();
    BOOST_TEST(mentions(reason, "certificate verification failed"), reason);
    BOOST_TEST(mentions(reason, "; to trust it, add its CA to tls.context"), reason);
    BOOST_TEST(!mentions(reason, "tls.ca_file"), reason);
    BOOST_TEST((last_outcome == signalwire::request_outcome::not_sent));
}

BOOST_AUTO_TEST_CASE(a_context_that_verifies_nothing_is_overruled)
{
    own = std::make_shared<ssl::context>(ssl::context::tls_client);
    own->set_verify_mode(ssl::verify_none);
    BOOST_TEST(mentions(outcome(), "certificate verification failed"));
    own->set_verify_callback([](bool, ssl::verify_context&) { return true; });
    BOOST_TEST(mentions(outcome(), "certificate verification failed"));
}

BOOST_AUTO_TEST_CASE(the_name_of_the_host_is_verified)
{
    certificate_request elsewhere;
    elsewhere.names = "DNS:other.example";
    tls = make_context(authority.issue(elsewhere));
    BOOST_TEST(mentions(outcome(), "not valid for 127.0.0.1, only for other.example"));
}

BOOST_AUTO_TEST_CASE(a_callback_of_the_context_may_reject_what_is_trusted)
{
    std::atomic<int> asked = 0;
    own->set_verify_callback([&](bool accepted, ssl::verify_context&) {
        ++asked;
        return accepted;
    });
    BOOST_TEST(outcome() == "listed");
    BOOST_TEST(asked > 0);
    own->set_verify_callback([](bool, ssl::verify_context&) { return false; });
    BOOST_TEST(mentions(outcome(), "certificate verification failed: application verification"));
    own->set_verify_callback(
        [](bool, ssl::verify_context&) -> bool { throw std::runtime_error("no verdict"); });
    BOOST_TEST(mentions(outcome(), "certificate verification failed: application verification"));
}

BOOST_AUTO_TEST_CASE(tls_1_1_is_refused_even_if_the_context_allows_it)
{
    SSL_CTX_set_min_proto_version(own->native_handle(), TLS1_VERSION);
    SSL_CTX_set_security_level(own->native_handle(), 0);
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(tls.native_handle(), TLS1_1_VERSION);
    SSL_CTX_set_security_level(tls.native_handle(), 0);
    BOOST_TEST(mentions(outcome(), "the server supports neither TLS 1.2 nor TLS 1.3"));
}

BOOST_AUTO_TEST_CASE(the_context_may_require_a_newer_version)
{
    SSL_CTX_set_min_proto_version(own->native_handle(), TLS1_3_VERSION);
    BOOST_TEST(outcome() == "listed");
    SSL_CTX_set_max_proto_version(tls.native_handle(), TLS1_2_VERSION);
    BOOST_TEST(mentions(outcome(), "TLS handshake"));
}

BOOST_AUTO_TEST_CASE(the_client_certificate_is_that_of_the_context)
{
    tls.add_certificate_authority(asio::buffer(authority.pem()));
    tls.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert);
    std::string const reason = outcome();
    BOOST_TEST(mentions(reason, "client certificate"), reason);
    BOOST_TEST(mentions(reason, "tls.context"), reason);
    certificate_request request;
    request.usage = "clientAuth";
    auto const key = authority.issue(request);
    own->use_certificate_chain(asio::buffer(key.certificate));
    own->use_private_key(asio::buffer(key.key), ssl::context::pem);
    BOOST_TEST(outcome() == "listed");
}

BOOST_AUTO_TEST_CASE(pins_hold_for_the_context_too)
{
    auto client = client_with([this](signalwire::client_config& config) {
        config.tls.ca_pem.clear();
        config.tls.context = own;
        config.tls.public_key_pins = {authority.issue().pin};
    });
    serve({{signalwire::test::page()}});
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::transport_error, [](auto const& error) {
            return error.code() == signalwire::errc::public_key_pin_mismatch;
        });
}

BOOST_AUTO_TEST_CASE(clients_share_a_context_that_remains_as_it_was)
{
    SSL_CTX* const native = own->native_handle();
    auto const mode = SSL_CTX_get_session_cache_mode(native);
    auto const options = SSL_CTX_get_options(native);
    {
        auto first = own_client();
        auto second = own_client();
        for (int i = 0; i < 2; ++i)
        {
            serve({{signalwire::test::page()}});
            run(first.compat.calls.list());
            serve({{signalwire::test::page()}});
            run(second.compat.calls.list());
        }
        BOOST_TEST(first.stats().connections_opened == 2U);
        BOOST_TEST(first.stats().tls_sessions_resumed == 0U);
    }
    BOOST_TEST(own.use_count() == 1);
    BOOST_TEST(SSL_CTX_get_session_cache_mode(native) == mode);
    BOOST_TEST(SSL_CTX_get_options(native) == options);
    BOOST_TEST(SSL_CTX_get_verify_mode(native) == SSL_VERIFY_NONE);
    BOOST_TEST((SSL_CTX_sess_get_new_cb(native) == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
