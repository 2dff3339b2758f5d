// Which versions of which items a watch delivers, and what its position says about that.

#include "paging/change_tracker.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

using signalwire::paging::version;
using signalwire::paging::version_book;
using verdict = signalwire::paging::version_book::verdict;
using std::chrono::seconds;
using std::chrono::sys_seconds;

BOOST_TEST_DONT_PRINT_LOG_VALUE(verdict)

namespace
{

constexpr int lag = static_cast<int>(version_book::lag.count());

/// So many seconds after some midnight.
sys_seconds at(int when)
{
    return std::chrono::sys_days(std::chrono::year(2026) / 1 / 1) + seconds(when);
}

/// The item that was made at second `item`, and is as `print` says since second `when`.
version made(int item, std::uint64_t print, int when)
{
    version out;
    out.item = static_cast<std::uint64_t>(item);
    out.print = print;
    out.created = at(item);
    out.changed = at(when);
    return out;
}

/// What is due of a listing that one page shows, which is delivered.
std::vector<std::uint64_t> poll(
    version_book& book, std::vector<version> const& listed,
    std::optional<sys_seconds> edge = std::nullopt)
{
    std::vector<version> due;
    book.begin_poll();
    for (version const& each : listed)
    {
        if (book.meet(each) != verdict::known)
            due.push_back(each);
    }
    book.end_first_page();
    book.end_poll(edge);
    std::reverse(due.begin(), due.end());
    std::stable_sort(due.begin(), due.end(), [](version const& left, version const& right) {
        return left.changed < right.changed;
    });
    std::vector<std::uint64_t> prints;
    for (version const& each : due)
    {
        book.deliver(each);
        prints.push_back(each.print);
    }
    book.finish();
    return prints;
}

using prints = std::vector<std::uint64_t>;

version_book resumed(version_book const& book)
{
    return version_book(book.mark().value(), book.seen());
}

} // namespace

BOOST_AUTO_TEST_SUITE(version_books)

BOOST_AUTO_TEST_CASE(the_first_poll_is_where_the_watch_begins)
{
    version_book book;
    BOOST_TEST(!book.mark().has_value());
    BOOST_TEST(poll(book, {made(2, 20, 200), made(1, 10, 100)}).empty());
    BOOST_TEST((book.mark() == at(200 - lag)));
    BOOST_TEST(book.seen() == prints({20}), boost::test_tools::per_element());
    BOOST_TEST(poll(book, {made(2, 20, 200), made(1, 10, 100)}).empty());
}

BOOST_AUTO_TEST_CASE(what_is_new_or_has_changed_is_due_once)
{
    version_book book;
    poll(book, {made(1, 10, 100)});
    std::vector<version> const listed = {made(2, 20, 210), made(1, 11, 205)};
    BOOST_TEST(poll(book, listed) == prints({11, 20}), boost::test_tools::per_element());
    BOOST_TEST(poll(book, listed).empty());
}

BOOST_AUTO_TEST_CASE(two_changes_of_one_second_are_two)
{
    version_book book;
    poll(book, {made(1, 10, 100)});
    for (std::uint64_t print : {11U, 12U, 13U})
        BOOST_TEST(poll(book, {made(1, print, 100)}) == prints({print}));
    BOOST_TEST(book.seen() == prints({13}), "only the last can show again");
}

BOOST_AUTO_TEST_CASE(new_and_changed_are_told_apart)
{
    version_book book;
    poll(book, {made(1, 10, 100)});
    book.begin_poll();
    BOOST_TEST((book.meet(made(2, 20, 120)) == verdict::fresh));
    BOOST_TEST((book.meet(made(1, 11, 120)) == verdict::changed));
    BOOST_TEST((book.meet(made(1, 10, 100)) == verdict::known));
}

BOOST_AUTO_TEST_CASE(a_server_that_shows_what_was_before_repeats_nothing)
{
    version_book book;
    poll(book, {made(1, 10, 100)});
    BOOST_TEST(poll(book, {made(1, 11, 150)}) == prints({11}));
    BOOST_TEST(poll(book, {made(1, 10, 100)}).empty());
    BOOST_TEST(poll(book, {made(1, 11, 150)}).empty());
    BOOST_TEST(poll(book, {made(1, 12, 151)}) == prints({12}));
}

BOOST_AUTO_TEST_CASE(an_item_that_a_poll_overlooks_is_not_repeated)
{
    version_book book;
    std::vector<version> const all = {made(900, 20, 1000), made(100, 10, 1000)};
    poll(book, all, at(0));
    BOOST_TEST(poll(book, {made(900, 20, 1000)}, at(0)).empty());
    BOOST_TEST(book.size() == 2U);
    BOOST_TEST(poll(book, all, at(0)).empty());
}

BOOST_AUTO_TEST_CASE(
    items_that_have_left_the_window_are_forgotten_and_not_repeated_when_they_return)
{
    version_book book;
    poll(book, {made(900, 20, 1000), made(100, 10, 110)}, at(50));
    for (int i = 0; i < 3; ++i)
        poll(book, {made(900, 20, 1000)}, at(200));
    BOOST_TEST(book.size() == 1U);
    // The newest has been deleted.
    BOOST_TEST(poll(book, {made(100, 10, 110)}, at(50)).empty());
}

BOOST_AUTO_TEST_CASE(an_item_that_is_new_is_due_however_wrong_the_clock_of_its_machine)
{
    version_book book;
    poll(book, {made(100, 10, 9000)}, at(0));
    BOOST_TEST(poll(book, {made(101, 20, 101), made(100, 10, 9000)}, at(0)) == prints({20}));
}

BOOST_AUTO_TEST_CASE(before_anything_happened_everything_is_yet_to_come)
{
    version_book book;
    BOOST_TEST(poll(book, {}).empty());
    BOOST_TEST((book.mark() == sys_seconds()));
    version_book later = resumed(book);
    BOOST_TEST(poll(book, {made(1, 10, 1)}) == prints({10}));
    BOOST_TEST(poll(later, {made(1, 10, 1)}) == prints({10}));
}

BOOST_AUTO_TEST_CASE(the_mark_follows_what_the_first_page_shows_and_not_what_comes_later)
{
    version_book book;
    poll(book, {made(2, 20, 100)});
    book.begin_poll();
    static_cast<void>(book.meet(made(2, 21, 200)));
    book.end_first_page();
    // Changed while the first page was on its way: one on that page may be older and not seen yet.
    static_cast<void>(book.meet(made(1, 10, 300)));
    book.end_poll(std::nullopt);
    book.deliver(made(2, 21, 200));
    book.deliver(made(1, 10, 300));
    book.finish();
    BOOST_TEST((book.mark() == at(200 - lag)));
    poll(book, {made(2, 21, 200), made(1, 10, 300)});
    BOOST_TEST((book.mark() == at(300 - lag)), "another poll shows that nothing was missed");
}

BOOST_AUTO_TEST_CASE(the_mark_moves_while_changes_are_delivered_and_never_back)
{
    version_book book;
    poll(book, {made(1, 10, 100)});
    book.begin_poll();
    std::vector<version> const due = {made(2, 20, 500), made(3, 30, 600), made(4, 40, 1000)};
    for (version const& each : due)
        BOOST_TEST((book.meet(each) == verdict::fresh));
    book.end_first_page();
    book.end_poll(std::nullopt);
    BOOST_TEST((book.mark() == at(100 - lag)));
    book.deliver(due[0]);
    BOOST_TEST((book.mark() == at(500)));
    BOOST_TEST(book.seen() == prints({20}));
    book.deliver(due[1]);
    BOOST_TEST((book.mark() == at(600)));
    BOOST_TEST(book.seen() == prints({30}));
    book.deliver(due[2]);
    book.finish();
    BOOST_TEST((book.mark() == at(1000 - lag)));
    BOOST_TEST(book.seen() == prints({40}));
    poll(book, {made(5, 50, 10)});
    BOOST_TEST((book.mark() == at(1000 - lag)));
}

BOOST_AUTO_TEST_CASE(a_position_between_two_changes_repeats_none_and_loses_none)
{
    // Three in the second of the mark, one before it, some after.
    std::vector<version> const listed = {
        made(6, 60, 800), made(5, 50, 500), made(4, 40, 500), made(3, 30, 500), made(2, 20, 450)};
    version_book first;
    poll(first, {made(1, 10, 100)});
    first.begin_poll();
    for (version const& each : listed)
        static_cast<void>(first.meet(each));
    first.end_first_page();
    first.end_poll(std::nullopt);
    std::vector<version> due(listed.rbegin(), listed.rend());
    for (std::size_t delivered = 0; delivered <= due.size(); ++delivered)
    {
        prints rest;
        for (std::size_t i = delivered; i < due.size(); ++i)
            rest.push_back(due[i].print);
        version_book second = resumed(first);
        BOOST_TEST(poll(second, listed) == rest, boost::test_tools::per_element());
        BOOST_TEST(poll(second, listed).empty());
        version_book third = resumed(second);
        BOOST_TEST(poll(third, listed).empty());
        if (delivered < due.size())
            first.deliver(due[delivered]);
    }
}

BOOST_AUTO_TEST_CASE(a_resumed_watch_that_has_not_polled_yet_stands_where_it_stood)
{
    version_book book;
    poll(book, {made(2, 20, 100), made(1, 10, 90)});
    version_book const again = resumed(book);
    prints expected = book.seen();
    prints actual = again.seen();
    std::sort(expected.begin(), expected.end());
    std::sort(actual.begin(), actual.end());
    BOOST_TEST(actual == expected, boost::test_tools::per_element());
    BOOST_TEST((again.mark() == book.mark()));
}

BOOST_AUTO_TEST_CASE(a_poll_that_begins_anew_counts_nothing_twice_and_moves_no_mark)
{
    version_book book;
    poll(book, {made(1, 10, 100)});
    book.begin_poll();
    BOOST_TEST((book.meet(made(2, 20, 500)) == verdict::fresh));
    BOOST_TEST((book.mark() == at(100 - lag)));
    BOOST_TEST(
        poll(book, {made(2, 20, 500), made(1, 11, 510)}) == prints({20, 11}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_first_poll_may_begin_anew_too)
{
    version_book book;
    book.begin_poll();
    static_cast<void>(book.meet(made(2, 20, 500)));
    BOOST_TEST(!book.mark().has_value());
    BOOST_TEST(poll(book, {made(2, 21, 510), made(1, 10, 100)}).empty());
    BOOST_TEST(poll(book, {made(2, 21, 510), made(1, 10, 100)}).empty());
}

BOOST_AUTO_TEST_CASE(items_that_do_not_tell_when_they_changed_are_recognised_by_what_they_are)
{
    version undated = made(1, 10, 0);
    undated.changed.reset();
    version_book book;
    poll(book, {undated, made(2, 20, 500)});
    BOOST_TEST(poll(book, {undated, made(2, 20, 500)}).empty());
    version_book second = resumed(book);
    BOOST_TEST(poll(second, {undated, made(2, 20, 500)}).empty());
    undated.print = 11;
    BOOST_TEST(poll(second, {undated, made(2, 20, 500)}) == prints({11}));
    version_book third = resumed(second);
    BOOST_TEST(poll(third, {undated, made(2, 20, 500)}).empty());
}

BOOST_AUTO_TEST_CASE(a_position_has_a_limit_and_forgets_the_oldest)
{
    version_book book;
    poll(book, {made(1, 10, 100)});
    std::vector<version> many;
    for (int i = 0; i < 5000; ++i)
        many.push_back(made(1000 + i, static_cast<std::uint64_t>(1000 + i), 200 + i / 1000));
    BOOST_TEST(poll(book, many).size() == many.size());
    prints const seen = book.seen();
    BOOST_TEST(seen.size() == version_book::most_seen);
    BOOST_TEST((std::find(seen.begin(), seen.end(), 5999U) != seen.end()));
    version_book second = resumed(book);
    std::size_t const repeated = poll(second, many).size();
    BOOST_TEST(repeated == 5000U - version_book::most_seen);
    BOOST_TEST(poll(book, many).empty(), "who goes on watching knows them all");
}

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_what_has_gone_by)
{
    version_book book;
    for (int now = 1; now < 3000; ++now)
    {
        std::vector<version> listed;
        for (int item = now; item > std::max(0, now - 10); --item)
            listed.push_back(made(item, static_cast<std::uint64_t>(item), item));
        poll(book, listed, at(now - 9));
    }
    BOOST_TEST(book.size() <= 20U);
    BOOST_TEST(book.seen().size() <= static_cast<std::size_t>(lag) + 1);
}

BOOST_AUTO_TEST_SUITE_END()
