// Which faults there are, how they are written, and which requests they strike.

#include "sandbox/fault_injector.hpp"
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
using signalwire::sandbox::cut_point;
using signalwire::sandbox::fault;
using signalwire::sandbox::page_change;
using signalwire::sandbox::reply;
using unit::mentions;

/// The numbers of those of the first `count` requests that are struck.
std::vector<std::uint64_t> struck(
    fault const& what, std::uint64_t count, std::uint64_t seed = 1, std::uint64_t rule = 0)
{
    std::vector<std::uint64_t> out;
    for (std::uint64_t request = 1; request <= count; ++request)
    {
        if (detail::strikes(what, seed, rule, request))
            out.push_back(request);
    }
    return out;
}

struct mistake
{
    std::string spec;
    /// What the message must contain.
    std::string expected;

    friend std::ostream& operator<<(std::ostream& out, mistake const& value)
    {
        return out << '\'' << value.spec << '\'';
    }
};

mistake const mistakes[] = {
    {"", "there is no fault ''; there are status=CODE, expired, html"},
    {"nonsense", "there is no fault 'nonsense'; there are status=CODE"},
    {"Status=503", "there is no fault 'Status'"},
    {"p=0.1", "there is no fault 'p'"},
    {"status", "'status' has no value"},
    {"status=", "'status' has no value"},
    {"status=abc", "'abc' is no status"},
    {"status=99999999999999", "'99999999999999' is no status or too large"},
    {"status=101", "'101' is no status of 200 to 599"},
    {"status=600", "'600' is no status of 200 to 599"},
    {"html=1", "'html' takes no value"},
    {"html=", "'html' takes no value"},
    {"reset=", "'reset' has no value"},
    {"reset=tail", "'tail' is none of body, before, header, after"},
    {"foreign=land", "'land' is none of host, account, path"},
    {"truncate=-1", "'-1' is no whole number"},
    {"delay=5", "'5' is no time such as 200ms or 2s"},
    {"delay=ms", "'' is no whole number"},
    {"delay=99999999999s", "'99999999999' is too long a time"},
    {"html,q=1", "there is no setting 'q'; there are p=SHARE, nth=N"},
    {"html,", "accepted"},
    {"html,,p=1", "there is no setting ''"},
    {"html,p", "'p' has no value"},
    {"html,p=2", "a probability is 0 to 1"},
    {"html,p=-0.1", "a probability is 0 to 1"},
    {"html,p=nan", "a probability is 0 to 1"},
    {"html,p=0.1x", "'0.1x' is no number"},
    {"html,nth=0", "nth counts from 1"},
    {"html,every=0", "every counts from 1"},
    {"html,times=0", "times counts from 1"},
    {"html,nth=1,nth=2", "'nth' is given twice"},
    {"status=429,retry-after=soon", "'soon' is no whole number"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_fault)

BOOST_DATA_TEST_CASE(a_mistake_in_a_spec_is_named, mistakes)
{
    std::string const message = unit::refusal([&] { (void)fault::parse(sample.spec); });
    BOOST_TEST(mentions(message, sample.expected), message);
    if (sample.expected != "accepted")
        BOOST_TEST(mentions(message, "fault '" + sample.spec + "': "), message);
}

BOOST_AUTO_TEST_CASE(refusals_are_read)
{
    reply const busy = fault::parse("status=429,retry-after=2").answer();
    BOOST_TEST(busy.status == 429);
    BOOST_TEST(mentions(busy.body, "\"code\":20429,"));
    BOOST_TEST(busy.headers.back().first == "Retry-After");
    BOOST_TEST(busy.headers.back().second == "2");
    BOOST_TEST((fault::parse("status=503,retry-date=7").answer().retry_date == 7s));
    BOOST_TEST(mentions(fault::parse("status=401").answer().body, "20003"));
    BOOST_TEST(mentions(fault::parse("status=404").answer().body, "20404"));

    reply const portal = fault::parse("html").answer();
    BOOST_TEST(portal.status == 200);
    BOOST_TEST(mentions(portal.body, "<html>"));
    BOOST_TEST(portal.headers.front().second == "text/html");
}

BOOST_AUTO_TEST_CASE(slowness_is_read)
{
    BOOST_TEST((fault::parse("delay=200ms").answer().delay == 200ms));
    BOOST_TEST((fault::parse("delay=2s").answer().delay == 2s));
    BOOST_TEST((fault::parse("status=503,delay=5ms").answer().delay == 5ms));
    reply const dripping = fault::parse("drip=100,pause=3ms").answer();
    BOOST_TEST(dripping.piece == 100U);
    BOOST_TEST((dripping.pause == 3ms));
    BOOST_TEST((fault::parse("drip=100").answer().pause == 10ms));
}

BOOST_AUTO_TEST_CASE(ends_of_the_connection_are_read)
{
    auto const check = [](char const* spec, cut_point where, bool reset) {
        reply const answer = fault::parse(spec).answer();
        BOOST_TEST((answer.close_at == where), spec);
        BOOST_TEST(answer.reset == reset, spec);
    };
    check("close", cut_point::in_body, false);
    check("close=before", cut_point::before_answer, false);
    check("close=header", cut_point::in_header, false);
    check("close=body", cut_point::in_body, false);
    check("close=after", cut_point::after_answer, false);
    check("reset", cut_point::in_body, true);
    check("reset=header", cut_point::in_header, true);
    BOOST_TEST(fault::parse("truncate=1000").answer().close_after.value() == 1000U);
}

BOOST_AUTO_TEST_CASE(changes_of_the_page_are_read)
{
    auto const check = [](char const* spec, page_change how, std::size_t amount) {
        reply const answer = fault::parse(spec).answer();
        BOOST_TEST(answer.status == 0, spec);
        BOOST_TEST((answer.change == how), spec);
        BOOST_TEST(answer.change_amount == amount, spec);
    };
    check("short-json", page_change::truncated_json, 0);
    check("short-json=99", page_change::truncated_json, 99);
    check("bad-json=7", page_change::corrupt_json, 7);
    check("wrong-types", page_change::wrong_types, 0);
    check("huge=1000000", page_change::huge_body, 1'000'000);
    check("empty", page_change::empty_page, 0);
    check("rotate", page_change::rotated_token, 0);
    check("expired", page_change::expired_token, 0);
    check("shrink", page_change::smaller_pages, 0);
    check("cycle", page_change::cycle, 0);
    check("cycle=3", page_change::cycle, 3);
    check("foreign", page_change::foreign_host, 0);
    check("foreign=host", page_change::foreign_host, 0);
    check("foreign=account", page_change::foreign_account, 0);
    check("foreign=path", page_change::foreign_path, 0);
}

BOOST_AUTO_TEST_CASE(conditions_are_read)
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

BOOST_AUTO_TEST_CASE(the_grammar_names_all_there_is)
{
    std::string const grammar = fault::grammar();
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

BOOST_AUTO_TEST_CASE(conditions_strike_by_number)
{
    using numbers = std::vector<std::uint64_t>;
    BOOST_TEST(struck(fault(reply()), 3) == (numbers{1, 2, 3}));
    BOOST_TEST(struck(fault(reply()).nth(3), 10) == (numbers{3}));
    BOOST_TEST(struck(fault(reply()).every(4), 12) == (numbers{4, 8, 12}));
    BOOST_TEST(struck(fault(reply()).every(4).nth(8), 12) == (numbers{8}));
    BOOST_TEST(struck(fault(reply()).probability(0), 1000).empty());
    BOOST_TEST(struck(fault(reply()).probability(1), 1000).size() == 1000U);
}

BOOST_AUTO_TEST_CASE(a_probability_strikes_its_share_anew_for_every_seed_and_rule)
{
    for (double const share : {0.01, 0.2, 0.5, 0.9})
    {
        fault const what = fault(reply()).probability(share);
        auto const first = struck(what, 20'000, 1);
        BOOST_TEST(static_cast<double>(first.size()) > 20'000 * share * 0.8);
        BOOST_TEST(static_cast<double>(first.size()) < 20'000 * share * 1.2);
        BOOST_TEST(struck(what, 20'000, 1) == first);
        BOOST_TEST(struck(what, 20'000, 2) != first);
        BOOST_TEST(struck(what, 20'000, 1, 1) != first);
    }
}

BOOST_AUTO_TEST_CASE(which_requests_are_struck_is_the_same_for_ever)
{
    // These numbers may not change: somebody's test may have been written around its seed.
    BOOST_TEST(
        struck(fault(reply()).probability(0.2), 40, 7)
            == (std::vector<std::uint64_t>{2, 5, 9, 13, 15, 16, 26, 29, 31}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_plan_counts_from_when_a_fault_was_injected_and_how_often_it_struck)
{
    detail::fault_plan plan(1);
    auto const next = [&] {
        plan.count();
        std::optional<reply> const answer = plan.strike();
        return answer ? answer->status : 0;
    };
    BOOST_TEST(next() == 0);
    plan.inject(fault(reply(503)).nth(2));
    BOOST_TEST(next() == 0);
    plan.inject(fault(reply(500)).times(2));
    BOOST_TEST(next() == 503);
    BOOST_TEST(next() == 500);
    BOOST_TEST(next() == 500);
    BOOST_TEST(next() == 0);
    plan.inject(fault(reply(502)));
    BOOST_TEST(next() == 502);
    plan.clear();
    BOOST_TEST(next() == 0);
}

BOOST_AUTO_TEST_CASE(requests_that_scripts_answer_are_counted_and_faults_come_after_scripts)
{
    detail::journal journal;
    journal.inject(fault(reply(503)).every(2));
    journal.script(reply(500));
    journal.script(reply(501));
    BOOST_TEST(journal.request_arrived("/1")->status == 500);
    BOOST_TEST(journal.request_arrived("/2")->status == 501);
    BOOST_TEST(!journal.request_arrived("/3").has_value());
    BOOST_TEST(journal.request_arrived("/4")->status == 503);
    BOOST_TEST(journal.stats().faults == 1U);
    journal.clear_faults();
    BOOST_TEST(!journal.request_arrived("/5").has_value());
    BOOST_TEST(!journal.request_arrived("/6").has_value());
    BOOST_TEST(journal.stats().faults == 1U);
    BOOST_TEST(journal.stats().requests == 6U);
}

BOOST_AUTO_TEST_SUITE_END()
