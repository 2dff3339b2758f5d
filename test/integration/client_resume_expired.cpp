// Positions that cannot be found again: what a stream says then, and when it does not say it.

#include "support/sandbox_fixture.hpp"
#include "support/streams.hpp"

#include <string>
#include <string_view>

namespace compat = signalwire::compat;
using signalwire::cursor;
using signalwire::stream_options;
using signalwire::detail::cursor_access;
using signalwire::sandbox::mock_response;
using signalwire::test::call_stream;
using signalwire::test::rest_of;
using signalwire::test::take;
using signalwire::test::texts;

namespace
{

struct resume_expired_fixture : signalwire::test::sandbox_fixture
{
    /// The next request gets a page of calls of which nothing but their ids is known.
    void script_page(texts const& sids, std::string const& next = "null")
    {
        std::string calls;
        for (std::string const& sid : sids)
            calls += (calls.empty() ? R"({"sid":")" : R"(,{"sid":")") + sid + R"("})";
        server.enqueue(mock_response(
            200,
            R"({"uri":"/u","first_page_uri":"/f","next_page_uri":)" + next
                + R"(,"previous_page_uri":null,"page":0,"page_size":2,"calls":[)" + calls + "]}"));
    }

    void script_expired_token()
    {
        server.enqueue(mock_response::error_response(400, 54453, "the page token has expired"));
    }

    /// As it stands in a page.
    [[nodiscard]] std::string second_page() const
    {
        return R"("/api/laml/2010-04-01/Accounts/)" + server.project()
            + R"(/Calls?Page=1&PageToken=PAexpired")";
    }

    /// The position behind "two", on a page that has a successor, of a listing whose calls do not
    /// tell when they were made.
    cursor behind_two(signalwire::rest_client& client)
    {
        script_page({"one", "two"}, second_page());
        call_stream calls =
            client.compat.calls.stream(compat::call_filter(), stream_options().prefetch_pages(0));
        BOOST_TEST((run(take(calls, 2)) == texts{"one", "two"}));
        // The position moves to the second page, which is then not to be had.
        script_expired_token();
        BOOST_CHECK_THROW(run(calls.next()), signalwire::api_error);
        BOOST_TEST(
            cursor_access::get(calls.cursor()).page_uri.find("PAexpired") != std::string::npos);
        BOOST_TEST(!cursor_access::get(calls.cursor()).anchor_time.has_value());
        return calls.cursor();
    }

    call_stream resume(
        signalwire::rest_client& client, cursor const& from, compat::call_filter const& filter = {})
    {
        return client.compat.calls.stream(filter, stream_options().resume_from(from));
    }

    /// Every time that it is asked, it says so.
    void check_lost(call_stream& calls, cursor const& from)
    {
        for (int i = 0; i < 2; ++i)
        {
            BOOST_CHECK_EXCEPTION(
                run(calls.next()), signalwire::pagination_error, [&](auto const& error) {
                    BOOST_TEST(
                        error.reason().find(cursor_access::get(from).last_id) != std::string::npos);
                    BOOST_TEST((error.cursor() == from));
                    return error.code() == signalwire::errc::resume_position_lost;
                });
            BOOST_TEST((calls.cursor() == from));
        }
    }
};

/// As earlier versions of this library wrote it.
cursor without_moment(cursor const& place)
{
    signalwire::detail::cursor_position position = cursor_access::get(place);
    position.anchor_time.reset();
    return cursor_access::make(std::move(position));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_resume_expired, resume_expired_fixture)

BOOST_AUTO_TEST_CASE(position_is_found_while_call_is_listed)
{
    auto client = make_client();
    cursor const from = behind_two(client);
    script_expired_token();
    script_page({"minus one", "zero"}, second_page());
    script_page({"one", "two", "three", "four"});
    auto calls = resume(client, from);
    BOOST_TEST((run(rest_of(calls)) == texts{"three", "four"}));
}

BOOST_AUTO_TEST_CASE(token_expired_in_mid_stream_loses_position)
{
    auto client = make_client();
    script_page({"one", "two"}, second_page());
    auto calls =
        client.compat.calls.stream(compat::call_filter(), stream_options().prefetch_pages(0));
    run(take(calls, 2));
    script_expired_token();
    BOOST_CHECK_THROW(run(calls.next()), signalwire::api_error);
    cursor const from = calls.cursor();
    script_expired_token();
    script_page({"three"});
    check_lost(calls, from);
}

BOOST_AUTO_TEST_CASE(position_of_earlier_version_is_lost_with_call)
{
    auto const filter = compat::call_filter().page_size(3).status(compat::call_status::in_progress);
    texts const all = sids_of(filter);
    BOOST_TEST_REQUIRE(all.size() > 10U);
    auto client = make_client();
    auto calls = client.compat.calls.stream(filter);
    texts const first = run(take(calls, 5));
    cursor const old = cursor::from_string(without_moment(calls.cursor()).to_string());
    server.expire_page_tokens();
    auto listed = resume(client, old, filter);
    BOOST_TEST(
        signalwire::test::joined(first, run(rest_of(listed))) == all,
        boost::test_tools::per_element());

    // It ends, and then the filter selects it no more.
    std::size_t const last = server.index_of(first.back()).value();
    while (server.call_at(last).status == compat::call_status::in_progress)
        server.update_call(last);
    auto gone = resume(client, old, filter);
    check_lost(gone, old);
}

BOOST_AUTO_TEST_SUITE_END()
