#include "unit/page_queue_fixture.hpp"

#include <signalwire/pagination_error.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

using namespace unit;

BOOST_FIXTURE_TEST_SUITE(page_queues, queue_fixture)

BOOST_AUTO_TEST_CASE(next_page_is_requested_while_receiving)
{
    BOOST_TEST(asked(true) == "0");
    BOOST_TEST(asked(true) == "");
    on_next_known(0, "1");
    BOOST_TEST(asked(true) == "1");
    on_next_known(1, "2");
    BOOST_TEST(asked(true) == ""); // one page ahead, and no more
    BOOST_TEST(!pages->take().has_value());
    BOOST_TEST(on_page(0, 10, "1").empty());
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(asked(true) == "2");
}

BOOST_AUTO_TEST_CASE(pages_are_delivered_in_listing_order)
{
    limit(ahead(3));
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "1");
    BOOST_TEST(asked(true) == "1");
    on_next_known(1, "2");
    BOOST_TEST(asked(true) == "2");
    BOOST_TEST(on_page(2, 3, "").empty());
    BOOST_TEST(on_page(1, 2, "2").empty());
    BOOST_TEST(!pages->take().has_value());
    BOOST_TEST(on_page(0, 1, "1").empty());
    for (std::size_t items : {1U, 2U, 3U})
        BOOST_TEST(pages->take().value().page.size() == items);
    BOOST_TEST(pages->at_end());
}

BOOST_AUTO_TEST_CASE(no_prefetch_without_limit)
{
    limit(ahead(0));
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "1");
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(on_page(0, 10, "1").empty());
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(without_overlap_requests_are_sequential)
{
    fetch_limits limits = ahead(1);
    limits.fetch_while_receiving = false;
    limit(limits);
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "1");
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(on_page(0, 10, "1").empty());
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(early_request_is_dropped_if_link_changes)
{
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "1");
    BOOST_TEST(asked(true) == "1");
    // The page broke, was fetched again, and calls had come in between.
    std::vector<ticket> const in_vain = on_page(0, 10, "1b");
    BOOST_TEST(in_vain == std::vector<ticket>{tickets[1]}, boost::test_tools::per_element());
    BOOST_TEST(on_page(1, 10, "2").empty()); // too late: unknown
    BOOST_TEST(pages->take().value().next_target.value() == path + "1b");
    BOOST_TEST(asked(true) == "1b");
}

BOOST_AUTO_TEST_CASE(last_page_drops_later_requests)
{
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "1");
    BOOST_TEST(asked(true) == "1");
    BOOST_TEST(on_page(0, 10, "").size() == 1U);
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(pages->at_end());
}

BOOST_AUTO_TEST_CASE(broken_page_is_delivered_before_retry)
{
    limit(ahead(4));
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "1");
    BOOST_TEST(asked(true) == "1");
    BOOST_TEST(on_page(0, 10, "1").empty());
    on_next_known(1, "2");
    BOOST_TEST(asked(true) == "2");
    std::vector<ticket> const in_vain = fail(1);
    BOOST_TEST(in_vain == std::vector<ticket>{tickets[2]}, boost::test_tools::per_element());
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(!pages->take().value().failure);
    BOOST_TEST(asked(false) == "");
    BOOST_TEST((pages->take().value().failure != nullptr));
    BOOST_TEST(!pages->take().has_value());
    BOOST_TEST(!pages->at_end());
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(broken_page_stops_prefetch)
{
    limit(ahead(4));
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "1");
    BOOST_TEST(asked(true) == "1");
    on_next_known(1, "2");
    BOOST_TEST(fail(1).empty());
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(on_page(0, 1, "1").empty());
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(!pages->take().value().failure);
    BOOST_TEST((pages->take().value().failure != nullptr));
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(cancel_fetches_keeps_received_pages)
{
    limit(ahead(4));
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "1");
    BOOST_TEST(asked(true) == "1");
    BOOST_TEST(on_page(0, 10, "1").empty());
    on_next_known(1, "2");
    BOOST_TEST(asked(true) == "2");
    pages->cancel_fetches();
    BOOST_TEST(on_page(1, 10, "2").empty());
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(!pages->take().has_value());
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(limit_avoids_unnecessary_requests)
{
    fetch_limits limits = ahead(9);
    limits.max_items = 25;
    limit(limits);
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "1"); // ten items at the most
    BOOST_TEST(asked(true) == "1");
    on_next_known(1, "2");
    BOOST_TEST(asked(true) == "2");
    on_next_known(2, "3");
    BOOST_TEST(asked(true) == ""); // perhaps it has ten
    BOOST_TEST(on_page(0, 10, "1").empty());
    BOOST_TEST(on_page(1, 3, "2").empty());
    BOOST_TEST(asked(true) == "3"); // a page was short
}

BOOST_AUTO_TEST_CASE(limit_may_count_pages)
{
    fetch_limits limits = ahead(9);
    limits.max_items = 2;
    limits.counts_pages = true;
    limit(limits);
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "1");
    BOOST_TEST(asked(true) == "1");
    on_next_known(1, "2");
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(on_page(0, 0, "1").empty());
    BOOST_TEST(on_page(1, 0, "2").empty());
    BOOST_TEST(asked(false) == "");
}

BOOST_AUTO_TEST_CASE(prefetched_pages_fit_buffer_limit)
{
    fetch_limits limits = ahead(9);
    limits.bytes = 250;
    limit(limits);
    BOOST_TEST(asked(true) == "0");
    BOOST_TEST(on_page(0, 10, "1").empty()); // 100 bytes, and so the next ones are thought to have
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(asked(false) == "1");
    on_next_known(1, "2");
    BOOST_TEST(asked(false) == "2");
    on_next_known(2, "3");
    BOOST_TEST(asked(false) == ""); // three hundred
    BOOST_TEST(asked(true) == "3"); // the consumer waits: the first of them is no longer ahead

    limits.bytes = 1;
    tickets.clear();
    limit(limits);
    BOOST_TEST(asked(true) == "0");
    BOOST_TEST(on_page(0, 10, "1").empty());
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(suspicious_link_is_not_prefetched)
{
    limit(ahead(9));
    BOOST_TEST(asked(true) == "0");
    on_next_known(0, "0");
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(on_page(0, 1, "0").empty());
    BOOST_TEST(!pages->take().value().failure);
    BOOST_TEST(!pages->at_end());
    for (int i = 0; i < 2; ++i)
    {
        BOOST_CHECK_EXCEPTION(
            std::rethrow_exception(pages->take().value().failure->exception()),
            signalwire::pagination_error,
            [](auto const& error) { return error.code() == signalwire::errc::page_cycle; });
    }
}

BOOST_AUTO_TEST_CASE(page_of_known_items_is_not_delivered)
{
    limit(ahead(9));
    for (char const* const here : {"0", "1", "2", "3"})
    {
        BOOST_TEST(asked(true) == here);
        on_next_known(tickets.size() - 1, std::to_string(tickets.size()));
    }
    fetched const first = whole(10, "1");
    auto const page_of = [&](std::string const& prefix, std::string const& next) {
        fetched page = first;
        for (auto& each : page.page.items)
            each.id = prefix + each.id;
        page.page.next_page_uri = path + next;
        return page;
    };
    BOOST_TEST(pages->on_page(tickets[0], page_of("a", "1")).empty());
    BOOST_TEST(pages->on_page(tickets[1], page_of("b", "2")).empty());
    for (int i = 0; i < 2; ++i)
        BOOST_TEST(pages->take().value().page.size() == 10U);
    BOOST_TEST_REQUIRE(pages->on_page(tickets[2], page_of("c", "3")).empty());
    BOOST_TEST(!pages->take().value().failure);
    static_cast<void>(pages->on_page(tickets[3], page_of("b", "4")));
    BOOST_CHECK_EXCEPTION(
        std::rethrow_exception(pages->take().value().failure->exception()),
        signalwire::pagination_error,
        [](auto const& error) { return error.code() == signalwire::errc::page_cycle; });
    BOOST_TEST(pages->take_deviations().empty());
}

BOOST_AUTO_TEST_CASE(repeated_items_are_removed)
{
    BOOST_TEST(asked(true) == "0");
    fetched const first = whole(10, "1");
    BOOST_TEST(pages->on_page(tickets[0], first).empty());
    BOOST_TEST(!pages->take().value().failure);
    BOOST_TEST(asked(true) == "1");
    fetched pushed = first;
    pushed.page.items.front().id = "one that has arrived";
    pushed.page.next_page_uri = path + "2";
    static_cast<void>(pages->on_page(tickets[1], pushed));
    fetched_page const taken = pages->take().value();
    BOOST_TEST_REQUIRE((!taken.failure && taken.page.size() == 1U));
    BOOST_TEST(unit::items_of(taken.page).front().id == "one that has arrived");
    BOOST_TEST(!pages->at_end());
}

BOOST_AUTO_TEST_CASE(last_page_of_known_items_fails)
{
    BOOST_TEST(asked(true) == "0");
    fetched const first = whole(2, "1");
    BOOST_TEST(pages->on_page(tickets[0], first).empty());
    BOOST_TEST(!pages->take().value().failure);
    BOOST_TEST(asked(true) == "1");
    fetched again = first;
    again.page.next_page_uri.reset();
    static_cast<void>(pages->on_page(tickets[1], again));
    BOOST_TEST(!pages->at_end());
    BOOST_TEST((pages->take().value().failure != nullptr));
}

BOOST_AUTO_TEST_CASE(items_are_identified_by_id_or_content)
{
    auto const print = [](std::string const& id, std::string const& text) {
        unit::item item(id);
        item.text = text;
        return signalwire::paging::item_hashes(unit::make_page({item})).at(0);
    };
    BOOST_TEST(print("a", "queued") == print("a", "completed"));
    BOOST_TEST(print("a", "") != print("b", ""));
    BOOST_TEST(print("", "queued") != print("", "completed"));
    BOOST_TEST(print("", "queued") == print("", "queued"));
}

BOOST_AUTO_TEST_CASE(repeated_single_item_is_removed)
{
    BOOST_TEST(asked(true) == "0");
    fetched const first = whole(1, "1");
    BOOST_TEST(pages->on_page(tickets[0], first).empty());
    BOOST_TEST(pages->take().value().page.size() == 1U);
    BOOST_TEST(asked(true) == "1");
    fetched again = first;
    again.page.next_page_uri = path + "2";
    BOOST_TEST(pages->on_page(tickets[1], again).empty());
    fetched_page const left_out = pages->take().value();
    BOOST_TEST(!left_out.failure);
    BOOST_TEST(left_out.page.empty());
    BOOST_TEST(pages->take_deviations().at(0) == "paging.repeated_page");
    BOOST_TEST(pages->take_deviations().empty());
    BOOST_TEST(asked(true) == "2");
}

BOOST_AUTO_TEST_CASE(retried_page_is_not_repeated)
{
    BOOST_TEST(asked(true) == "0");
    fetched const page = whole(10, "1");
    fetched half = page;
    half.failure = broken_page();
    BOOST_TEST(pages->on_page(tickets[0], half).empty());
    BOOST_TEST((pages->take().value().failure != nullptr));
    BOOST_TEST(asked(true) == "0");
    BOOST_TEST(pages->on_page(tickets[1], page).empty());
    BOOST_TEST(pages->take().value().page.size() == 10U);
    BOOST_TEST(asked(true) == "1");
    pages->cancel_fetches();
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(deviations_are_counted_or_fail_in_strict_mode)
{
    for (bool const strict : {false, true})
    {
        for (bool const small : {false, true})
        {
            fetch_limits limits;
            limits.strict = strict;
            queue one(path + "0&PageSize=50", limits);
            page_link next = link_to(small ? "1&PageSize=49" : "1");
            next.deviation = small ? "" : "paging.link_characters";
            auto const request = one.next_fetch(true);
            one.on_next_known(request->id, head("1"), unit::next_of(next));
            // Strict mode does not follow what it will refuse.
            BOOST_TEST(one.next_fetch(true).has_value() == (small || !strict));
            fetched received = whole(2, "1");
            received.link = next;
            static_cast<void>(one.on_page(request->id, received));
            BOOST_TEST(!one.take().value().failure);
            std::string const name = small ? "paging.page_size" : "paging.link_characters";
            std::vector<std::string_view> const counted = one.take_deviations();
            BOOST_TEST(counted.size() == (strict ? 0U : 1U));
            if (!strict)
            {
                BOOST_TEST(counted.at(0) == name);
                continue;
            }
            BOOST_CHECK_EXCEPTION(
                std::rethrow_exception(one.take().value().failure->exception()),
                signalwire::pagination_error, [&](auto const& error) {
                    return error.code() == signalwire::errc::deviating_page
                        && std::string_view(error.what()).find(name) != std::string_view::npos;
                });
        }
    }
}

BOOST_AUTO_TEST_CASE(page_outside_listing_is_not_requested)
{
    BOOST_TEST(asked(true) == "0");
    page_link foreign;
    foreign.error = "another host";
    pages->on_next_known(tickets[0], head("1"), unit::next_of(foreign));
    BOOST_TEST(asked(true) == "");
    fetched received = whole(1, "1");
    received.link = foreign;
    BOOST_TEST(pages->on_page(tickets[0], received).empty());
    BOOST_TEST(!pages->take().value().failure);
    BOOST_CHECK_EXCEPTION(
        std::rethrow_exception(pages->take().value().failure->exception()),
        signalwire::pagination_error,
        [](auto const& error) { return error.code() == signalwire::errc::page_outside_listing; });
}

BOOST_AUTO_TEST_CASE(listing_may_restart_at_other_target)
{
    BOOST_TEST(asked(true) == "0");
    BOOST_TEST(fail(0).empty());
    BOOST_TEST((pages->take().value().failure != nullptr));
    pages->restart(path + "z");
    BOOST_TEST(asked(true) == "z");
    BOOST_TEST(on_page(1, 1, "0").empty()); // it was not there before
    BOOST_TEST(!pages->take().value().failure);
    BOOST_TEST(asked(true) == "0");
}

BOOST_AUTO_TEST_CASE(empty_listing_is_at_end)
{
    queue const none(std::nullopt, fetch_limits());
    BOOST_TEST(none.at_end());
}

BOOST_AUTO_TEST_SUITE_END()
