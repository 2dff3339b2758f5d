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

BOOST_AUTO_TEST_CASE(a_page_is_asked_for_while_the_one_before_it_is_arriving)
{
    BOOST_TEST(asked(true) == "0");
    BOOST_TEST(asked(true) == "");
    announce(0, "1");
    BOOST_TEST(asked(true) == "1");
    announce(1, "2");
    BOOST_TEST(asked(true) == ""); // one page ahead, and no more
    BOOST_TEST(!pages->take().has_value());
    BOOST_TEST(arrive(0, 10, "1").empty());
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(asked(true) == "2");
}

BOOST_AUTO_TEST_CASE(pages_that_overtake_each_other_are_handed_out_in_order)
{
    limit(ahead(3));
    BOOST_TEST(asked(true) == "0");
    announce(0, "1");
    BOOST_TEST(asked(true) == "1");
    announce(1, "2");
    BOOST_TEST(asked(true) == "2");
    BOOST_TEST(arrive(2, 3, "").empty());
    BOOST_TEST(arrive(1, 2, "2").empty());
    BOOST_TEST(!pages->take().has_value());
    BOOST_TEST(arrive(0, 1, "1").empty());
    for (std::size_t items : {1U, 2U, 3U})
        BOOST_TEST(pages->take().value().page.size() == items);
    BOOST_TEST(pages->at_end());
}

BOOST_AUTO_TEST_CASE(nothing_is_fetched_ahead_when_nothing_may_be)
{
    limit(ahead(0));
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(asked(true) == "0");
    announce(0, "1");
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(arrive(0, 10, "1").empty());
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(without_overlap_a_page_is_asked_for_when_the_one_before_it_is_there)
{
    fetch_limits limits = ahead(1);
    limits.overlap = false;
    limit(limits);
    BOOST_TEST(asked(true) == "0");
    announce(0, "1");
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(arrive(0, 10, "1").empty());
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(what_was_asked_for_too_early_is_dropped_when_the_page_names_another)
{
    BOOST_TEST(asked(true) == "0");
    announce(0, "1");
    BOOST_TEST(asked(true) == "1");
    // The page broke, was fetched again, and calls had come in between.
    std::vector<ticket> const in_vain = arrive(0, 10, "1b");
    BOOST_TEST(in_vain == std::vector<ticket>{tickets[1]}, boost::test_tools::per_element());
    BOOST_TEST(arrive(1, 10, "2").empty()); // too late: unknown
    BOOST_TEST(pages->take().value().next_target.value() == path + "1b");
    BOOST_TEST(asked(true) == "1b");
}

BOOST_AUTO_TEST_CASE(a_last_page_drops_what_was_asked_for_behind_it)
{
    BOOST_TEST(asked(true) == "0");
    announce(0, "1");
    BOOST_TEST(asked(true) == "1");
    BOOST_TEST(arrive(0, 10, "").size() == 1U);
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(pages->at_end());
}

BOOST_AUTO_TEST_CASE(a_broken_page_is_handed_out_before_it_is_asked_for_again)
{
    limit(ahead(4));
    BOOST_TEST(asked(true) == "0");
    announce(0, "1");
    BOOST_TEST(asked(true) == "1");
    BOOST_TEST(arrive(0, 10, "1").empty());
    announce(1, "2");
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

BOOST_AUTO_TEST_CASE(a_page_that_breaks_behind_one_that_is_awaited_stops_what_is_asked_for)
{
    limit(ahead(4));
    BOOST_TEST(asked(true) == "0");
    announce(0, "1");
    BOOST_TEST(asked(true) == "1");
    announce(1, "2");
    BOOST_TEST(fail(1).empty());
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(arrive(0, 1, "1").empty());
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(!pages->take().value().failure);
    BOOST_TEST((pages->take().value().failure != nullptr));
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(giving_up_forgets_what_has_not_come_and_keeps_what_has)
{
    limit(ahead(4));
    BOOST_TEST(asked(true) == "0");
    announce(0, "1");
    BOOST_TEST(asked(true) == "1");
    BOOST_TEST(arrive(0, 10, "1").empty());
    announce(1, "2");
    BOOST_TEST(asked(true) == "2");
    pages->give_up();
    BOOST_TEST(arrive(1, 10, "2").empty());
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(!pages->take().has_value());
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(no_page_is_asked_for_that_a_limit_makes_superfluous)
{
    fetch_limits limits = ahead(9);
    limits.wanted = 25;
    limit(limits);
    BOOST_TEST(asked(true) == "0");
    announce(0, "1"); // ten items at the most
    BOOST_TEST(asked(true) == "1");
    announce(1, "2");
    BOOST_TEST(asked(true) == "2");
    announce(2, "3");
    BOOST_TEST(asked(true) == ""); // perhaps it has ten
    BOOST_TEST(arrive(0, 10, "1").empty());
    BOOST_TEST(arrive(1, 3, "2").empty());
    BOOST_TEST(asked(true) == "3"); // a page was short
}

BOOST_AUTO_TEST_CASE(a_limit_may_count_pages)
{
    fetch_limits limits = ahead(9);
    limits.wanted = 2;
    limits.counts_pages = true;
    limit(limits);
    BOOST_TEST(asked(true) == "0");
    announce(0, "1");
    BOOST_TEST(asked(true) == "1");
    announce(1, "2");
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(arrive(0, 0, "1").empty());
    BOOST_TEST(arrive(1, 0, "2").empty());
    BOOST_TEST(asked(false) == "");
}

BOOST_AUTO_TEST_CASE(pages_ahead_fit_the_buffer_but_the_one_at_hand_always_does)
{
    fetch_limits limits = ahead(9);
    limits.bytes = 250;
    limit(limits);
    BOOST_TEST(asked(true) == "0");
    BOOST_TEST(arrive(0, 10, "1").empty()); // 100 bytes, and so the next ones are thought to have
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(asked(false) == "1");
    announce(1, "2");
    BOOST_TEST(asked(false) == "2");
    announce(2, "3");
    BOOST_TEST(asked(false) == ""); // three hundred
    BOOST_TEST(asked(true) == "3"); // the consumer waits: the first of them is no longer ahead

    limits.bytes = 1;
    tickets.clear();
    limit(limits);
    BOOST_TEST(asked(true) == "0");
    BOOST_TEST(arrive(0, 10, "1").empty());
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(pages->take().has_value());
    BOOST_TEST(asked(false) == "");
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(whatever_looks_like_a_circle_is_not_asked_for_early)
{
    limit(ahead(9));
    BOOST_TEST(asked(true) == "0");
    announce(0, "0");
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(arrive(0, 1, "0").empty());
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

BOOST_AUTO_TEST_CASE(a_page_whose_items_were_there_before_is_a_circle_and_not_handed_out)
{
    limit(ahead(9));
    for (char const* const here : {"0", "1", "2", "3"})
    {
        BOOST_TEST(asked(true) == here);
        announce(tickets.size() - 1, std::to_string(tickets.size()));
    }
    fetched const first = whole(10, "1");
    auto const page_of = [&](std::string const& prefix, std::string const& next) {
        fetched page = first;
        for (auto& each : page.page.items)
            each.id = prefix + each.id;
        page.page.next_page_uri = path + next;
        return page;
    };
    BOOST_TEST(pages->arrive(tickets[0], page_of("a", "1"), link_to("1")).empty());
    BOOST_TEST(pages->arrive(tickets[1], page_of("b", "2"), link_to("2")).empty());
    for (int i = 0; i < 2; ++i)
        BOOST_TEST(pages->take().value().page.size() == 10U);
    BOOST_TEST_REQUIRE(pages->arrive(tickets[2], page_of("c", "3"), link_to("3")).empty());
    BOOST_TEST(!pages->take().value().failure);
    static_cast<void>(pages->arrive(tickets[3], page_of("b", "4"), link_to("4")));
    BOOST_CHECK_EXCEPTION(
        std::rethrow_exception(pages->take().value().failure->exception()),
        signalwire::pagination_error,
        [](auto const& error) { return error.code() == signalwire::errc::page_cycle; });
    BOOST_TEST(pages->take_deviations().empty());
}

BOOST_AUTO_TEST_CASE(what_a_page_repeats_is_left_out_and_what_is_new_on_it_is_not)
{
    BOOST_TEST(asked(true) == "0");
    fetched const first = whole(10, "1");
    BOOST_TEST(pages->arrive(tickets[0], first, link_to("1")).empty());
    BOOST_TEST(!pages->take().value().failure);
    BOOST_TEST(asked(true) == "1");
    fetched pushed = first;
    pushed.page.items.front().id = "one that has arrived";
    pushed.page.next_page_uri = path + "2";
    static_cast<void>(pages->arrive(tickets[1], pushed, link_to("2")));
    fetched_page const taken = pages->take().value();
    BOOST_TEST_REQUIRE((!taken.failure && taken.page.size() == 1U));
    BOOST_TEST(unit::items_of(taken.page).front().id == "one that has arrived");
    BOOST_TEST(!pages->at_end());
}

BOOST_AUTO_TEST_CASE(a_last_page_of_items_that_were_there_before_is_no_end)
{
    BOOST_TEST(asked(true) == "0");
    fetched const first = whole(2, "1");
    BOOST_TEST(pages->arrive(tickets[0], first, link_to("1")).empty());
    BOOST_TEST(!pages->take().value().failure);
    BOOST_TEST(asked(true) == "1");
    fetched again = first;
    again.page.next_page_uri.reset();
    static_cast<void>(pages->arrive(tickets[1], again, std::nullopt));
    BOOST_TEST(!pages->at_end());
    BOOST_TEST((pages->take().value().failure != nullptr));
}

BOOST_AUTO_TEST_CASE(items_are_the_same_by_their_ids_or_else_by_all_of_them)
{
    auto const print = [](std::string const& id, std::string const& text) {
        unit::item item(id);
        item.text = text;
        return signalwire::paging::hashes_of_items(unit::make_page({item})).at(0);
    };
    BOOST_TEST(print("a", "queued") == print("a", "completed"));
    BOOST_TEST(print("a", "") != print("b", ""));
    BOOST_TEST(print("", "queued") != print("", "completed"));
    BOOST_TEST(print("", "queued") == print("", "queued"));
}

BOOST_AUTO_TEST_CASE(a_single_item_that_comes_again_is_left_out_and_the_listing_goes_on)
{
    BOOST_TEST(asked(true) == "0");
    fetched const first = whole(1, "1");
    BOOST_TEST(pages->arrive(tickets[0], first, link_to("1")).empty());
    BOOST_TEST(pages->take().value().page.size() == 1U);
    BOOST_TEST(asked(true) == "1");
    fetched again = first;
    again.page.next_page_uri = path + "2";
    BOOST_TEST(pages->arrive(tickets[1], again, link_to("2")).empty());
    fetched_page const left_out = pages->take().value();
    BOOST_TEST(!left_out.failure);
    BOOST_TEST(left_out.page.empty());
    BOOST_TEST(pages->take_deviations().at(0) == "paging.repeated_page");
    BOOST_TEST(pages->take_deviations().empty());
    BOOST_TEST(asked(true) == "2");
}

BOOST_AUTO_TEST_CASE(a_page_that_broke_and_comes_whole_is_no_repetition)
{
    BOOST_TEST(asked(true) == "0");
    fetched const page = whole(10, "1");
    fetched half = page;
    half.failure = broken_page();
    BOOST_TEST(pages->arrive(tickets[0], half, std::nullopt).empty());
    BOOST_TEST((pages->take().value().failure != nullptr));
    BOOST_TEST(asked(true) == "0");
    BOOST_TEST(pages->arrive(tickets[1], page, link_to("1")).empty());
    BOOST_TEST(pages->take().value().page.size() == 10U);
    BOOST_TEST(asked(true) == "1");
    pages->give_up();
    BOOST_TEST(asked(true) == "1");
}

BOOST_AUTO_TEST_CASE(deviations_are_counted_or_in_strict_mode_the_end)
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
            auto const order = one.next_order(true);
            one.announce(order->name, head("1"), next);
            // Strict mode does not follow what it will refuse.
            BOOST_TEST(one.next_order(true).has_value() == (small || !strict));
            static_cast<void>(one.arrive(order->name, whole(2, "1"), next));
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

BOOST_AUTO_TEST_CASE(a_foreign_page_is_not_asked_for)
{
    BOOST_TEST(asked(true) == "0");
    page_link foreign;
    foreign.error = "another host";
    pages->announce(tickets[0], head("1"), foreign);
    BOOST_TEST(asked(true) == "");
    BOOST_TEST(pages->arrive(tickets[0], whole(1, "1"), foreign).empty());
    BOOST_TEST(!pages->take().value().failure);
    BOOST_CHECK_EXCEPTION(
        std::rethrow_exception(pages->take().value().failure->exception()),
        signalwire::pagination_error,
        [](auto const& error) { return error.code() == signalwire::errc::page_outside_listing; });
}

BOOST_AUTO_TEST_CASE(a_listing_may_begin_anew_elsewhere)
{
    BOOST_TEST(asked(true) == "0");
    BOOST_TEST(fail(0).empty());
    BOOST_TEST((pages->take().value().failure != nullptr));
    pages->restart(path + "z");
    BOOST_TEST(asked(true) == "z");
    BOOST_TEST(arrive(1, 1, "0").empty()); // it was not there before
    BOOST_TEST(!pages->take().value().failure);
    BOOST_TEST(asked(true) == "0");
}

BOOST_AUTO_TEST_CASE(an_empty_listing_is_at_its_end)
{
    queue const none(std::nullopt, fetch_limits());
    BOOST_TEST(none.at_end());
}

BOOST_AUTO_TEST_SUITE_END()
