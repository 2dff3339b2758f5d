// Which versions of which items a watch delivers, and its position.

#include "paging/change_tracker.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

using signalwire::paging::change_kind;
using signalwire::paging::change_tracker;
using signalwire::paging::item_version;
using std::chrono::seconds;
using std::chrono::sys_seconds;

BOOST_TEST_DONT_PRINT_LOG_VALUE(change_kind)

namespace
{

constexpr int max_visibility_delay = static_cast<int>(change_tracker::max_visibility_delay.count());

/// Returns a time, in seconds after a midnight.
sys_seconds at(int when)
{
    return std::chrono::sys_days(std::chrono::year(2026) / 1 / 1) + seconds(when);
}

/// The item that was made at second `item`, and is as `print` says since second `when`.
item_version made(int item, std::uint64_t print, int when)
{
    item_version out;
    out.item = static_cast<std::uint64_t>(item);
    out.fingerprint = print;
    out.created = at(item);
    out.updated = at(when);
    return out;
}

/// What is due of a listing that one page shows, which is delivered.
std::vector<std::uint64_t> poll(
    change_tracker& tracker, std::vector<item_version> const& listed,
    std::optional<sys_seconds> oldest_covered = std::nullopt)
{
    std::vector<item_version> due;
    tracker.begin_poll();
    for (item_version const& each : listed)
    {
        if (tracker.observe(each) != change_kind::unchanged)
            due.push_back(each);
    }
    tracker.end_first_page();
    tracker.end_poll(oldest_covered);
    std::reverse(due.begin(), due.end());
    std::stable_sort(
        due.begin(), due.end(), [](item_version const& left, item_version const& right) {
            return left.updated < right.updated;
        });
    std::vector<std::uint64_t> prints;
    for (item_version const& each : due)
    {
        tracker.deliver(each);
        prints.push_back(each.fingerprint);
    }
    tracker.commit_poll();
    return prints;
}

using prints = std::vector<std::uint64_t>;

change_tracker resumed(change_tracker const& tracker)
{
    return change_tracker(tracker.watermark().value(), tracker.delivered_fingerprints());
}

} // namespace

BOOST_AUTO_TEST_SUITE(change_trackers)

BOOST_AUTO_TEST_CASE(first_poll_delivers_nothing)
{
    change_tracker tracker;
    BOOST_TEST(!tracker.watermark().has_value());
    BOOST_TEST(poll(tracker, {made(2, 20, 200), made(1, 10, 100)}).empty());
    BOOST_TEST((tracker.watermark() == at(200 - max_visibility_delay)));
    BOOST_TEST(tracker.delivered_fingerprints() == prints({20}), boost::test_tools::per_element());
    BOOST_TEST(poll(tracker, {made(2, 20, 200), made(1, 10, 100)}).empty());
}

BOOST_AUTO_TEST_CASE(added_and_updated_items_are_due_once)
{
    change_tracker tracker;
    poll(tracker, {made(1, 10, 100)});
    std::vector<item_version> const listed = {made(2, 20, 210), made(1, 11, 205)};
    BOOST_TEST(poll(tracker, listed) == prints({11, 20}), boost::test_tools::per_element());
    BOOST_TEST(poll(tracker, listed).empty());
}

BOOST_AUTO_TEST_CASE(changes_within_second_are_distinct)
{
    change_tracker tracker;
    poll(tracker, {made(1, 10, 100)});
    for (std::uint64_t print : {11U, 12U, 13U})
        BOOST_TEST(poll(tracker, {made(1, print, 100)}) == prints({print}));
    BOOST_TEST(tracker.delivered_fingerprints() == prints({13}), "only the last can show again");
}

BOOST_AUTO_TEST_CASE(added_and_updated_are_distinct)
{
    change_tracker tracker;
    poll(tracker, {made(1, 10, 100)});
    tracker.begin_poll();
    BOOST_TEST((tracker.observe(made(2, 20, 120)) == change_kind::added));
    BOOST_TEST((tracker.observe(made(1, 11, 120)) == change_kind::updated));
    BOOST_TEST((tracker.observe(made(1, 10, 100)) == change_kind::unchanged));
}

BOOST_AUTO_TEST_CASE(older_version_is_not_repeated)
{
    change_tracker tracker;
    poll(tracker, {made(1, 10, 100)});
    BOOST_TEST(poll(tracker, {made(1, 11, 150)}) == prints({11}));
    BOOST_TEST(poll(tracker, {made(1, 10, 100)}).empty());
    BOOST_TEST(poll(tracker, {made(1, 11, 150)}).empty());
    BOOST_TEST(poll(tracker, {made(1, 12, 151)}) == prints({12}));
}

BOOST_AUTO_TEST_CASE(item_missing_in_one_poll_is_not_repeated)
{
    change_tracker tracker;
    std::vector<item_version> const all = {made(900, 20, 1000), made(100, 10, 1000)};
    poll(tracker, all, at(0));
    BOOST_TEST(poll(tracker, {made(900, 20, 1000)}, at(0)).empty());
    BOOST_TEST(tracker.size() == 2U);
    BOOST_TEST(poll(tracker, all, at(0)).empty());
}

BOOST_AUTO_TEST_CASE(evicted_items_are_not_repeated)
{
    change_tracker tracker;
    poll(tracker, {made(900, 20, 1000), made(100, 10, 110)}, at(50));
    for (int i = 0; i < 3; ++i)
        poll(tracker, {made(900, 20, 1000)}, at(200));
    BOOST_TEST(tracker.size() == 1U);
    // The newest has been deleted.
    BOOST_TEST(poll(tracker, {made(100, 10, 110)}, at(50)).empty());
}

BOOST_AUTO_TEST_CASE(added_item_is_due_despite_wrong_clock)
{
    change_tracker tracker;
    poll(tracker, {made(100, 10, 9000)}, at(0));
    BOOST_TEST(poll(tracker, {made(101, 20, 101), made(100, 10, 9000)}, at(0)) == prints({20}));
}

BOOST_AUTO_TEST_CASE(empty_account_has_earliest_watermark)
{
    change_tracker tracker;
    BOOST_TEST(poll(tracker, {}).empty());
    BOOST_TEST((tracker.watermark() == sys_seconds()));
    change_tracker later = resumed(tracker);
    BOOST_TEST(poll(tracker, {made(1, 10, 1)}) == prints({10}));
    BOOST_TEST(poll(later, {made(1, 10, 1)}) == prints({10}));
}

BOOST_AUTO_TEST_CASE(watermark_follows_first_page_only)
{
    change_tracker tracker;
    poll(tracker, {made(2, 20, 100)});
    tracker.begin_poll();
    static_cast<void>(tracker.observe(made(2, 21, 200)));
    tracker.end_first_page();
    // Changed while the first page was on its way: one on that page may be older and not seen yet.
    static_cast<void>(tracker.observe(made(1, 10, 300)));
    tracker.end_poll(std::nullopt);
    tracker.deliver(made(2, 21, 200));
    tracker.deliver(made(1, 10, 300));
    tracker.commit_poll();
    BOOST_TEST((tracker.watermark() == at(200 - max_visibility_delay)));
    poll(tracker, {made(2, 21, 200), made(1, 10, 300)});
    BOOST_TEST(
        (tracker.watermark() == at(300 - max_visibility_delay)),
        "another poll shows that nothing was missed");
}

BOOST_AUTO_TEST_CASE(watermark_only_advances)
{
    change_tracker tracker;
    poll(tracker, {made(1, 10, 100)});
    tracker.begin_poll();
    std::vector<item_version> const due = {made(2, 20, 500), made(3, 30, 600), made(4, 40, 1000)};
    for (item_version const& each : due)
        BOOST_TEST((tracker.observe(each) == change_kind::added));
    tracker.end_first_page();
    tracker.end_poll(std::nullopt);
    BOOST_TEST((tracker.watermark() == at(100 - max_visibility_delay)));
    tracker.deliver(due[0]);
    BOOST_TEST((tracker.watermark() == at(500)));
    BOOST_TEST(tracker.delivered_fingerprints() == prints({20}));
    tracker.deliver(due[1]);
    BOOST_TEST((tracker.watermark() == at(600)));
    BOOST_TEST(tracker.delivered_fingerprints() == prints({30}));
    tracker.deliver(due[2]);
    tracker.commit_poll();
    BOOST_TEST((tracker.watermark() == at(1000 - max_visibility_delay)));
    BOOST_TEST(tracker.delivered_fingerprints() == prints({40}));
    poll(tracker, {made(5, 50, 10)});
    BOOST_TEST((tracker.watermark() == at(1000 - max_visibility_delay)));
}

BOOST_AUTO_TEST_CASE(position_between_changes_is_exact)
{
    // Three in the second of the mark, one before it, some after.
    std::vector<item_version> const listed = {
        made(6, 60, 800), made(5, 50, 500), made(4, 40, 500), made(3, 30, 500), made(2, 20, 450)};
    change_tracker first;
    poll(first, {made(1, 10, 100)});
    first.begin_poll();
    for (item_version const& each : listed)
        static_cast<void>(first.observe(each));
    first.end_first_page();
    first.end_poll(std::nullopt);
    std::vector<item_version> due(listed.rbegin(), listed.rend());
    for (std::size_t delivered = 0; delivered <= due.size(); ++delivered)
    {
        prints schedule_next;
        for (std::size_t i = delivered; i < due.size(); ++i)
            schedule_next.push_back(due[i].fingerprint);
        change_tracker second = resumed(first);
        BOOST_TEST(poll(second, listed) == schedule_next, boost::test_tools::per_element());
        BOOST_TEST(poll(second, listed).empty());
        change_tracker third = resumed(second);
        BOOST_TEST(poll(third, listed).empty());
        if (delivered < due.size())
            first.deliver(due[delivered]);
    }
}

BOOST_AUTO_TEST_CASE(resumed_watch_keeps_position_before_poll)
{
    change_tracker tracker;
    poll(tracker, {made(2, 20, 100), made(1, 10, 90)});
    change_tracker const again = resumed(tracker);
    prints expected = tracker.delivered_fingerprints();
    prints actual = again.delivered_fingerprints();
    std::sort(expected.begin(), expected.end());
    std::sort(actual.begin(), actual.end());
    BOOST_TEST(actual == expected, boost::test_tools::per_element());
    BOOST_TEST((again.watermark() == tracker.watermark()));
}

BOOST_AUTO_TEST_CASE(restarted_poll_keeps_watermark)
{
    change_tracker tracker;
    poll(tracker, {made(1, 10, 100)});
    tracker.begin_poll();
    BOOST_TEST((tracker.observe(made(2, 20, 500)) == change_kind::added));
    BOOST_TEST((tracker.watermark() == at(100 - max_visibility_delay)));
    BOOST_TEST(
        poll(tracker, {made(2, 20, 500), made(1, 11, 510)}) == prints({20, 11}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(first_poll_may_restart)
{
    change_tracker tracker;
    tracker.begin_poll();
    static_cast<void>(tracker.observe(made(2, 20, 500)));
    BOOST_TEST(!tracker.watermark().has_value());
    BOOST_TEST(poll(tracker, {made(2, 21, 510), made(1, 10, 100)}).empty());
    BOOST_TEST(poll(tracker, {made(2, 21, 510), made(1, 10, 100)}).empty());
}

BOOST_AUTO_TEST_CASE(items_without_time_are_identified_by_fingerprint)
{
    item_version undated = made(1, 10, 0);
    undated.updated.reset();
    change_tracker tracker;
    poll(tracker, {undated, made(2, 20, 500)});
    BOOST_TEST(poll(tracker, {undated, made(2, 20, 500)}).empty());
    change_tracker second = resumed(tracker);
    BOOST_TEST(poll(second, {undated, made(2, 20, 500)}).empty());
    undated.fingerprint = 11;
    BOOST_TEST(poll(second, {undated, made(2, 20, 500)}) == prints({11}));
    change_tracker third = resumed(second);
    BOOST_TEST(poll(third, {undated, made(2, 20, 500)}).empty());
}

BOOST_AUTO_TEST_CASE(position_drops_oldest_fingerprints)
{
    change_tracker tracker;
    poll(tracker, {made(1, 10, 100)});
    std::vector<item_version> many;
    for (int i = 0; i < 5000; ++i)
        many.push_back(made(1000 + i, static_cast<std::uint64_t>(1000 + i), 200 + i / 1000));
    BOOST_TEST(poll(tracker, many).size() == many.size());
    prints const seen = tracker.delivered_fingerprints();
    BOOST_TEST(seen.size() == change_tracker::max_fingerprints);
    BOOST_TEST((std::find(seen.begin(), seen.end(), 5999U) != seen.end()));
    change_tracker second = resumed(tracker);
    std::size_t const repeated = poll(second, many).size();
    BOOST_TEST(repeated == 5000U - change_tracker::max_fingerprints);
    BOOST_TEST(poll(tracker, many).empty(), "a continuing watch knows all of them");
}

BOOST_AUTO_TEST_CASE(memory_is_bounded)
{
    change_tracker tracker;
    for (int now = 1; now < 3000; ++now)
    {
        std::vector<item_version> listed;
        for (int item = now; item > std::max(0, now - 10); --item)
            listed.push_back(made(item, static_cast<std::uint64_t>(item), item));
        poll(tracker, listed, at(now - 9));
    }
    BOOST_TEST(tracker.size() <= 20U);
    BOOST_TEST(
        tracker.delivered_fingerprints().size()
        <= static_cast<std::size_t>(max_visibility_delay) + 1);
}

BOOST_AUTO_TEST_SUITE_END()
