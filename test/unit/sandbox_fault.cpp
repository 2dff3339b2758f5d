// Syntax of faults, and the requests that they apply to.

#include "sandbox/request_journal.hpp"
#include "unit/refusal.hpp"

#include <signalwire/sandbox/fault.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace
{

namespace detail = signalwire::sandbox::detail;
using namespace std::chrono_literals;
using signalwire::sandbox::disconnect_point;
using signalwire::sandbox::fault;
using signalwire::sandbox::mock_response;
using signalwire::sandbox::page_mutation;
using unit::mentions;

/// Returns the numbers of the requests, of the first `count`, that the fault applies to.
std::vector<std::uint64_t> selected_requests(
    fault const& injected, std::uint64_t count, std::uint64_t seed = 1, std::uint64_t rule = 0)
{
    std::vector<std::uint64_t> out;
    for (std::uint64_t request = 1; request <= count; ++request)
    {
        if (detail::applies_to(injected, seed, rule, request))
            out.push_back(request);
    }
    return out;
}

struct invalid_spec
{
    std::string spec;
    /// Part of the message.
    std::string expected;

    friend std::ostream& operator<<(std::ostream& out, invalid_spec const& value)
    {
        return out << '\'' << value.spec << '\'';
    }
};

invalid_spec const invalid_specs[] = {
    {"", "unknown fault '', expected one of status=CODE, expired, html"},
    {"nonsense", "unknown fault 'nonsense', expected one of status=CODE"},
    {"Status=503", "unknown fault 'Status'"},
    {"p=0.1", "unknown fault 'p'"},
    {"status", "'status' requires a value"},
    {"status=", "'status' requires a value"},
    {"status=abc", "'abc' is not a valid status"},
    {"status=99999999999999", "'99999999999999' is not a valid status"},
    {"status=101", "status must be 200 to 599"},
    {"status=600", "status must be 200 to 599"},
    {"html=1", "'html' does not accept a value"},
    {"html=", "'html' does not accept a value"},
    {"reset=", "'reset' requires a value"},
    {"reset=tail", "'tail' is not one of body, request, before, header, after"},
    {"foreign=land", "'land' is not one of host, account, path"},
    {"truncate=-1", "'-1' is not a valid whole number"},
    {"delay=5", "'5' is not a valid duration (example: 200ms or 2s)"},
    {"delay=ms", "'' is not a valid whole number"},
    {"delay=99999999999s", "'99999999999' is too long a duration"},
    {"html,q=1", "unknown setting 'q', expected one of p=SHARE, nth=N"},
    {"html,", "accepted"},
    {"html,,p=1", "unknown setting ''"},
    {"html,p", "'p' requires a value"},
    {"html,p=2", "probability must be 0 to 1"},
    {"html,p=-0.1", "probability must be 0 to 1"},
    {"html,p=nan", "probability must be 0 to 1"},
    {"html,p=0.1x", "'0.1x' is not a valid number"},
    {"html,nth=0", "nth must be at least 1"},
    {"html,every=0", "every must be at least 1"},
    {"html,times=0", "times must be at least 1"},
    {"html,nth=1,nth=2", "'nth' is repeated"},
    {"status=429,retry-after=soon", "'soon' is not a valid whole number"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_fault)

BOOST_DATA_TEST_CASE(invalid_spec_is_rejected_by_name, invalid_specs)
{
    std::string const message = unit::refusal([&] { (void)fault::parse(sample.spec); });
    BOOST_TEST(mentions(message, sample.expected), message);
    if (sample.expected != "accepted")
        BOOST_TEST(mentions(message, "fault '" + sample.spec + "': "), message);
}

BOOST_AUTO_TEST_CASE(status_faults_are_parsed)
{
    mock_response const busy = fault::parse("status=429,retry-after=2").response();
    BOOST_TEST(busy.status == 429);
    BOOST_TEST(mentions(busy.body, "\"code\":20429,"));
    BOOST_TEST(busy.headers.back().first == "Retry-After");
    BOOST_TEST(busy.headers.back().second == "2");
    BOOST_TEST((fault::parse("status=503,retry-date=7").response().retry_after_date_offset == 7s));
    BOOST_TEST(mentions(fault::parse("status=401").response().body, "20003"));
    BOOST_TEST(mentions(fault::parse("status=404").response().body, "20404"));

    mock_response const portal = fault::parse("html").response();
    BOOST_TEST(portal.status == 200);
    BOOST_TEST(mentions(portal.body, "<html>"));
    BOOST_TEST(portal.headers.front().second == "text/html");
}

BOOST_AUTO_TEST_CASE(delay_faults_are_parsed)
{
    BOOST_TEST((fault::parse("delay=200ms").response().delay == 200ms));
    BOOST_TEST((fault::parse("delay=2s").response().delay == 2s));
    BOOST_TEST((fault::parse("status=503,delay=5ms").response().delay == 5ms));
    mock_response const dripping = fault::parse("drip=100,pause=3ms").response();
    BOOST_TEST(dripping.segment_bytes == 100U);
    BOOST_TEST((dripping.segment_interval == 3ms));
    BOOST_TEST((fault::parse("drip=100").response().segment_interval == 10ms));
}

BOOST_AUTO_TEST_CASE(disconnect_faults_are_parsed)
{
    auto const check = [](char const* spec, disconnect_point point, bool reset) {
        mock_response const mock = fault::parse(spec).response();
        BOOST_TEST((mock.close_at == point), spec);
        BOOST_TEST(mock.reset == reset, spec);
    };
    check("close", disconnect_point::in_body, false);
    check("close=before", disconnect_point::before_response, false);
    check("close=header", disconnect_point::in_header, false);
    check("close=body", disconnect_point::in_body, false);
    check("close=after", disconnect_point::after_response, false);
    check("reset", disconnect_point::in_body, true);
    check("reset=header", disconnect_point::in_header, true);
    BOOST_TEST(fault::parse("truncate=1000").response().close_after_bytes.value() == 1000U);
}

BOOST_AUTO_TEST_CASE(page_mutations_are_parsed)
{
    auto const check = [](char const* spec, page_mutation kind, std::size_t amount) {
        mock_response const mock = fault::parse(spec).response();
        BOOST_TEST(mock.status == 0, spec);
        BOOST_TEST((mock.mutation == kind), spec);
        BOOST_TEST(mock.mutation_amount == amount, spec);
    };
    check("short-json", page_mutation::truncated_json, 0);
    check("short-json=99", page_mutation::truncated_json, 99);
    check("bad-json=7", page_mutation::corrupt_json, 7);
    check("wrong-types", page_mutation::wrong_types, 0);
    check("huge=1000000", page_mutation::huge_body, 1'000'000);
    check("empty", page_mutation::empty_page, 0);
    check("rotate", page_mutation::rotated_token, 0);
    check("expired", page_mutation::expired_token, 0);
    check("shrink", page_mutation::smaller_page_size, 0);
    check("cycle", page_mutation::cycle, 0);
    check("cycle=3", page_mutation::cycle, 3);
    check("foreign", page_mutation::other_host, 0);
    check("foreign=host", page_mutation::other_host, 0);
    check("foreign=account", page_mutation::other_account, 0);
    check("foreign=path", page_mutation::other_resource, 0);
}

BOOST_AUTO_TEST_CASE(conditions_are_parsed)
{
    fault const plain = fault::parse("html");
    BOOST_TEST(plain.probability() == 1);
    BOOST_TEST(!plain.nth().has_value());
    BOOST_TEST(plain.every() == 1U);
    BOOST_TEST(!plain.times().has_value());

    fault const narrow = fault::parse("html,times=5,p=0.25,every=10,nth=30");
    BOOST_TEST(narrow.probability() == 0.25);
    BOOST_TEST(narrow.nth().value() == 30U);
    BOOST_TEST(narrow.every() == 10U);
    BOOST_TEST(narrow.times().value() == 5U);
}

BOOST_AUTO_TEST_CASE(syntax_lists_all_kinds_and_settings)
{
    std::string const grammar = fault::syntax();
    for (char const* word :
         {"status=CODE",
          "expired",
          "html",
          "delay=TIME",
          "drip=BYTES",
          "close[=WHERE]",
          "reset[=WHERE]",
          "truncate=BYTES",
          "short-json[=BYTES]",
          "bad-json[=BYTES]",
          "wrong-types",
          "huge[=BYTES]",
          "empty",
          "rotate",
          "shrink",
          "cycle[=PAGES]",
          "foreign[=WHOSE]",
          "p=SHARE",
          "nth=N",
          "every=N",
          "times=N",
          "pause=TIME",
          "retry-after=SECONDS",
          "retry-date=SECONDS"})
        BOOST_TEST(
            mentions(grammar, std::string("\n  ") + word + ' ')
                    + grammar.starts_with(std::string("  ") + word + ' ')
                == 1,
            word);
}

BOOST_AUTO_TEST_CASE(conditions_select_requests_by_number)
{
    using numbers = std::vector<std::uint64_t>;
    BOOST_TEST(selected_requests(fault(mock_response()), 3) == (numbers{1, 2, 3}));
    BOOST_TEST(selected_requests(fault(mock_response()).nth(3), 10) == (numbers{3}));
    BOOST_TEST(selected_requests(fault(mock_response()).every(4), 12) == (numbers{4, 8, 12}));
    BOOST_TEST(selected_requests(fault(mock_response()).every(4).nth(8), 12) == (numbers{8}));
    BOOST_TEST(selected_requests(fault(mock_response()).probability(0), 1000).empty());
    BOOST_TEST(selected_requests(fault(mock_response()).probability(1), 1000).size() == 1000U);
}

BOOST_AUTO_TEST_CASE(probability_depends_on_seed_and_rule)
{
    for (double const share : {0.01, 0.2, 0.5, 0.9})
    {
        fault const injected = fault(mock_response()).probability(share);
        auto const first = selected_requests(injected, 20'000, 1);
        BOOST_TEST(static_cast<double>(first.size()) > 20'000 * share * 0.8);
        BOOST_TEST(static_cast<double>(first.size()) < 20'000 * share * 1.2);
        BOOST_TEST(selected_requests(injected, 20'000, 1) == first);
        BOOST_TEST(selected_requests(injected, 20'000, 2) != first);
        BOOST_TEST(selected_requests(injected, 20'000, 1, 1) != first);
    }
}

BOOST_AUTO_TEST_CASE(selected_requests_never_change)
{
    // These numbers must not change: tests of users depend on their seeds.
    BOOST_TEST(
        selected_requests(fault(mock_response()).probability(0.2), 40, 7)
            == (std::vector<std::uint64_t>{2, 5, 9, 13, 15, 16, 26, 29, 31}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(injector_counts_requests_since_injection)
{
    detail::fault_injector plan(1);
    auto const next = [&] {
        plan.on_request();
        std::optional<mock_response> const mock = plan.next_response();
        return mock ? mock->status : 0;
    };
    BOOST_TEST(next() == 0);
    plan.inject(fault(mock_response(503)).nth(2));
    BOOST_TEST(next() == 0);
    plan.inject(fault(mock_response(500)).times(2));
    BOOST_TEST(next() == 503);
    BOOST_TEST(next() == 500);
    BOOST_TEST(next() == 500);
    BOOST_TEST(next() == 0);
    plan.inject(fault(mock_response(502)));
    BOOST_TEST(next() == 502);
    plan.clear();
    BOOST_TEST(next() == 0);
}

BOOST_AUTO_TEST_CASE(method_selects_and_counts_requests)
{
    BOOST_TEST(fault::parse("reset=request,method=POST,p=0.5").method() == "POST");
    BOOST_TEST(fault::parse("status=502,performs=yes").response().performs);
    BOOST_TEST(!fault::parse("status=502,performs=no").response().performs);
    for (char const* const spec :
         {"html,method=post", "html,method=", "html,performs=maybe", "close=elsewhere"})
        BOOST_CHECK_THROW(static_cast<void>(fault::parse(spec)), std::invalid_argument);

    detail::request_journal journal;
    journal.inject(fault(mock_response(503)).method("POST").nth(2));
    for (char const* const method : {"GET", "POST", "GET", "DELETE"})
        BOOST_TEST(!journal.on_request("/", method).has_value());
    BOOST_TEST(journal.on_request("/", "POST").has_value());
    BOOST_TEST(!journal.on_request("/", "POST").has_value());
}

BOOST_AUTO_TEST_CASE(queued_responses_precede_faults_and_are_counted)
{
    detail::request_journal journal;
    journal.inject(fault(mock_response(503)).every(2));
    journal.enqueue(mock_response(500));
    journal.enqueue(mock_response(501));
    BOOST_TEST(journal.on_request("/1")->status == 500);
    BOOST_TEST(journal.on_request("/2")->status == 501);
    BOOST_TEST(!journal.on_request("/3").has_value());
    BOOST_TEST(journal.on_request("/4")->status == 503);
    BOOST_TEST(journal.stats().faults_injected == 1U);
    journal.clear_faults();
    BOOST_TEST(!journal.on_request("/5").has_value());
    BOOST_TEST(!journal.on_request("/6").has_value());
    BOOST_TEST(journal.stats().faults_injected == 1U);
    // Not before they are whole.
    BOOST_TEST(journal.stats().requests_received == 0U);
    journal.request_received();
    BOOST_TEST(journal.stats().requests_received == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
