#include "paging/listing.hpp"

#include "client/engine.hpp"
#include "compat/lists.hpp"
#include "unit/refusal.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/compat/call_filter.hpp>
#include <signalwire/stream_options.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

using signalwire::cursor;
using signalwire::stream_options;
using signalwire::compat::call_filter;
using signalwire::compat::call_status;
using signalwire::detail::cursor_access;
using signalwire::paging::listing;

/// What a stream lists, and where a cursor lets it begin.
BOOST_AUTO_TEST_SUITE(listings)

namespace
{

/// Refers to a constant, which has no owner.
signalwire::paging::list_type_ptr constant(signalwire::paging::list_type const& type)
{
    return signalwire::paging::list_type_ptr(signalwire::paging::list_type_ptr(), &type);
}

struct fixture
{
    /// A client of `project` at `host`. Nothing is sent.
    std::shared_ptr<signalwire::client::engine> client(
        std::string const& project = "project", std::string const& host = "acme")
    {
        signalwire::client_config config;
        config.project = project;
        config.token = "PTsecret";
        config.host = host;
        return std::make_shared<signalwire::client::engine>(context.get_executor(), config);
    }

    listing list(
        call_filter const& filter, stream_options const& options = stream_options(),
        std::string const& project = "project")
    {
        return listing(
            client(project), constant(signalwire::compat::calls_list), "/Calls", filter.query(),
            options);
    }

    /// Where the listing of `filter` goes on after `place`; nothing at its end.
    std::optional<std::string> resumed(call_filter const& filter, cursor const& place)
    {
        return list(filter, stream_options().resume_from(place)).first_target;
    }

    std::string refusal(call_filter const& filter, cursor const& place, std::string const& project)
    {
        return unit::refusal(
            [&] { static_cast<void>(list(filter, stream_options().resume_from(place), project)); });
    }

    boost::asio::io_context context;
    std::string const path = "/api/laml/2010-04-01/Accounts/project/Calls";
    call_filter const busy = call_filter().status(call_status::busy).page_size(7);
};

} // namespace

BOOST_FIXTURE_TEST_CASE(listing_begins_with_filter, fixture)
{
    BOOST_TEST((list(busy).first_target == path + "?Status=busy&PageSize=7"));
    BOOST_TEST((list(call_filter()).first_target == path));
    BOOST_TEST((resumed(busy, cursor()) == path + "?Status=busy&PageSize=7"));
}

BOOST_FIXTURE_TEST_CASE(fingerprint_ignores_page_settings, fixture)
{
    std::uint64_t const fingerprint = list(busy).fingerprint;
    BOOST_TEST(fingerprint != 0U);
    BOOST_TEST(fingerprint < std::uint64_t{1} << 53);
    BOOST_TEST(list(call_filter().status(call_status::busy)).fingerprint == fingerprint);
    BOOST_TEST(list(call_filter(busy).page_token("PAx")).fingerprint == fingerprint);
    BOOST_TEST(list(call_filter().status(call_status::failed)).fingerprint != fingerprint);
    BOOST_TEST(list(call_filter(busy).to("+1")).fingerprint != fingerprint);
    BOOST_TEST(list(busy, {}, "other").fingerprint != fingerprint);
    BOOST_TEST(
        listing(
            client(), constant(signalwire::compat::recordings_list), "/Recordings", busy.query(),
            {})
                .fingerprint
            != fingerprint,
        "calls are no messages");
}

BOOST_FIXTURE_TEST_CASE(cursor_resumes_at_its_page, fixture)
{
    std::uint64_t const fingerprint = list(busy).fingerprint;
    std::string const page = path + "?Page=3&PageToken=PAx";
    BOOST_TEST((resumed(busy, cursor_access::make(fingerprint, page, 2, "id", false)) == page));
    BOOST_TEST(
        (resumed(busy, cursor_access::make(fingerprint, "", 2, "id", false))
         == path + "?Status=busy&PageSize=7"));
    BOOST_TEST(!resumed(busy, cursor_access::make(fingerprint, page, 2, "id", true)).has_value());
}

BOOST_FIXTURE_TEST_CASE(cursor_of_other_filter_or_account_is_rejected, fixture)
{
    cursor const place =
        cursor_access::make(list(busy).fingerprint, path + "?PageToken=PAx", 1, "id", false);
    std::string const message = "cursor: it belongs to another filter or account";
    BOOST_TEST(refusal(call_filter(), place, "project") == message);
    BOOST_TEST(refusal(busy, place, "other") == message);
    BOOST_TEST(refusal(busy, cursor_access::make(0, path, 1, "id", false), "project") == message);
    BOOST_TEST(refusal(busy, cursor_access::make(1, "", 0, "", true), "project") == message);
    BOOST_TEST(refusal(busy, place, "project") == "(accepted)");
}

BOOST_FIXTURE_TEST_CASE(forged_cursor_does_not_leak_token, fixture)
{
    std::uint64_t const fingerprint = list(busy).fingerprint;
    for (std::string const& uri :
         {std::string("https://evil.example") + path, std::string("//evil.example") + path,
          std::string("/api/laml/2010-04-01/Accounts/other/Calls"), path + "/../Messages",
          path + " HTTP/1.1\r\nX-Evil: 1", std::string("evil")})
    {
        std::string const reason =
            refusal(busy, cursor_access::make(fingerprint, uri, 1, "id", false), "project");
        BOOST_TEST(reason.starts_with("cursor: "), uri);
        BOOST_TEST(!reason.ends_with("another filter or account"), uri);
    }
}

BOOST_AUTO_TEST_SUITE_END()
