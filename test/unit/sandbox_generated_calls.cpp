// The generated calls: portable, ordered, with all variants of real calls.

#include "sandbox/generated_calls.hpp"
#include "sandbox/json_writer.hpp"
#include "sandbox/keyed_random.hpp"
#include "sandbox/sample_values.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace
{

namespace compat = signalwire::compat;
using signalwire::sandbox::detail::append_call;
using signalwire::sandbox::detail::fingerprint;
using signalwire::sandbox::detail::generated_calls;
using signalwire::sandbox::detail::member;

constexpr std::size_t members = static_cast<std::size_t>(member::count);

generated_calls account(std::size_t calls, std::uint64_t seed = 1, bool omit_members = true)
{
    return generated_calls("the-project", calls, seed, omit_members);
}

std::vector<compat::call> all_calls(generated_calls const& data)
{
    std::vector<compat::call> calls;
    for (std::size_t i = 0; i != data.size(); ++i)
        calls.push_back(data.at(i));
    return calls;
}

std::string json(compat::call const& call)
{
    std::string out;
    append_call(out, call);
    return out;
}

bool any(std::vector<compat::call> const& calls, std::function<bool(compat::call const&)> const& is)
{
    return std::any_of(calls.begin(), calls.end(), is);
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_generated_calls)

BOOST_AUTO_TEST_CASE(equal_seeds_give_equal_calls)
{
    generated_calls const one = account(500);
    generated_calls const same = account(500);
    generated_calls const other = account(500, 2);
    for (std::size_t i = 0; i != one.size(); ++i)
    {
        BOOST_TEST_REQUIRE(json(one.at(i)) == json(same.at(i)));
        BOOST_TEST_REQUIRE(one.at(i).sid != other.at(i).sid);
    }
}

// A change of the data invalidates recorded results, so it must be intentional.
BOOST_AUTO_TEST_CASE(generated_data_is_portable)
{
    generated_calls const data = account(1000);
    std::string all;
    for (std::size_t i = 0; i != data.size(); ++i)
        append_call(all, data.at(i));
    BOOST_TEST(data.at(0).sid == "bfef8030-ddc2-4772-95c5-5969ed403149");
    BOOST_TEST(fingerprint(0, all) == 6365761167765684270U);
}

BOOST_AUTO_TEST_CASE(sids_are_unique)
{
    generated_calls const data = account(100'000);
    std::set<std::string> sids;
    for (std::size_t i = 0; i != data.size(); ++i)
        sids.insert(data.at(i).sid);
    BOOST_TEST(sids.size() == data.size());
    BOOST_TEST(sids.begin()->size() == 36U);
}

BOOST_AUTO_TEST_CASE(calls_cover_a_year_newest_first)
{
    using namespace std::chrono_literals;
    std::vector<compat::call> const calls = all_calls(account(5000, 3, false));
    for (std::size_t i = 1; i != calls.size(); ++i)
    {
        BOOST_TEST_REQUIRE((calls[i].date_created < calls[i - 1].date_created));
        if (calls[i].start_time)
            BOOST_TEST_REQUIRE((calls[i].start_time->time() == calls[i].date_created.time() + 1s));
    }
    BOOST_TEST((calls.front().date_created.time() < generated_calls::end_of_data));
    BOOST_TEST((calls.front().date_created.time() > generated_calls::end_of_data - 24h));
    BOOST_TEST((calls.back().date_created.time() > generated_calls::end_of_data - 365 * 24h - 2s));
    BOOST_TEST((calls.back().date_created.time() < generated_calls::end_of_data - 364 * 24h));
}

BOOST_AUTO_TEST_CASE(empty_and_huge_accounts_are_valid)
{
    BOOST_TEST(account(0).size() == 0U);
    generated_calls const crowded = account(4'000'000'000);
    BOOST_TEST(crowded.at(0).sid != crowded.at(3'999'999'999).sid);
    BOOST_TEST(json(crowded.at(3'999'999'999)).size() > 100U);
}

BOOST_AUTO_TEST_CASE(every_member_except_sid_can_be_absent)
{
    std::bitset<64> absent;
    bool recordings_absent = false;
    bool notifications_absent = false;
    std::size_t with_29_members = 0;
    for (compat::call const& call : all_calls(account(1000)))
    {
        std::size_t present = 0;
        for (std::size_t i = 0; i != members; ++i)
        {
            if (call.presence.is_absent(i))
                absent.set(i);
            else
                ++present;
        }
        with_29_members += present == 29 ? 1 : 0;
        recordings_absent |= call.subresource_uris.presence.is_absent(0);
        notifications_absent |= call.subresource_uris.presence.is_absent(1);
    }
    BOOST_TEST(!absent.test(0));
    BOOST_TEST(absent.count() == members - 1);
    BOOST_TEST(recordings_absent);
    BOOST_TEST(notifications_absent);
    BOOST_TEST(with_29_members > 20U);
}

BOOST_AUTO_TEST_CASE(absent_members_hold_default_values)
{
    compat::call const untouched;
    for (compat::call const& call : all_calls(account(1000)))
    {
        if (call.presence.is_absent(static_cast<std::size_t>(member::to)))
            BOOST_TEST(call.to.empty());
        if (call.presence.is_absent(static_cast<std::size_t>(member::status)))
            BOOST_TEST((call.status == untouched.status));
        if (call.presence.is_absent(static_cast<std::size_t>(member::duration)))
            BOOST_TEST(call.duration == 0);
        if (call.presence.is_absent(static_cast<std::size_t>(member::price)))
            BOOST_TEST(!call.price.has_value());
        if (call.presence.is_absent(static_cast<std::size_t>(member::audio_out_lost)))
            BOOST_TEST(!call.audio_out_lost.has_value());
    }
}

BOOST_AUTO_TEST_CASE(no_member_is_absent_without_omission)
{
    for (compat::call const& call : all_calls(account(1000, 1, false)))
    {
        for (std::size_t i = 0; i != members; ++i)
            BOOST_TEST_REQUIRE(!call.presence.is_absent(i));
        BOOST_TEST_REQUIRE(!call.to.empty());
    }
}

BOOST_AUTO_TEST_CASE(every_known_value_occurs)
{
    std::vector<compat::call> const calls = all_calls(account(1000));
    for (std::string_view const name : compat::call_status::names)
        BOOST_TEST(any(calls, [&](auto& call) { return call.status.text() == name; }), name);
    for (std::string_view const name : compat::call_direction::names)
        BOOST_TEST(any(calls, [&](auto& call) { return call.direction.text() == name; }), name);
    for (std::string_view const name : compat::answered_by::names)
        BOOST_TEST(
            any(calls,
                [&](auto& call) { return call.answered_by && call.answered_by->text() == name; }),
            name);
    auto const completed = std::count_if(calls.begin(), calls.end(), [](auto& call) {
        return call.status == compat::call_status::completed;
    });
    BOOST_TEST(completed > 600);
}

BOOST_AUTO_TEST_CASE(nullable_members_have_nulls_and_values)
{
    std::vector<compat::call> const calls = all_calls(account(1000, 1, false));
    auto const varies = [&](auto const& get) {
        return any(calls, [&](auto& call) { return get(call).has_value(); })
            && any(calls, [&](auto& call) { return !get(call).has_value(); });
    };
    BOOST_TEST(varies([](auto& call) { return call.parent_call_sid; }));
    BOOST_TEST(varies([](auto& call) { return call.phone_number_sid; }));
    BOOST_TEST(varies([](auto& call) { return call.start_time; }));
    BOOST_TEST(varies([](auto& call) { return call.end_time; }));
    BOOST_TEST(varies([](auto& call) { return call.price; }));
    BOOST_TEST(varies([](auto& call) { return call.answered_by; }));
    BOOST_TEST(varies([](auto& call) { return call.forwarded_from; }));
    BOOST_TEST(varies([](auto& call) { return call.caller_name; }));
    BOOST_TEST(varies([](auto& call) { return call.subresource_uris.notifications; }));
    BOOST_TEST(varies([](auto& call) { return call.annotation; }));
    BOOST_TEST(varies([](auto& call) { return call.group_sid; }));
    BOOST_TEST(varies([](auto& call) { return call.audio_in_mos; }));
    BOOST_TEST(varies([](auto& call) { return call.sip_result_code; }));
    BOOST_TEST(varies([](auto& call) { return call.audio_rtt_avg; }));
    BOOST_TEST(varies([](auto& call) { return call.audio_rtt_min; }));
    BOOST_TEST(varies([](auto& call) { return call.audio_rtt_max; }));
    BOOST_TEST(varies([](auto& call) { return call.audio_out_jitter_min; }));
    BOOST_TEST(varies([](auto& call) { return call.audio_out_jitter_max; }));
    BOOST_TEST(varies([](auto& call) { return call.audio_out_jitter_avg; }));
    BOOST_TEST(varies([](auto& call) { return call.audio_out_lost; }));
}

BOOST_AUTO_TEST_CASE(addresses_names_and_prices_include_edge_cases)
{
    std::vector<compat::call> const calls = all_calls(account(1000));
    auto const named = [&](std::string_view part) {
        return any(calls, [&](auto& call) {
            return call.caller_name && call.caller_name->find(part) != std::string::npos;
        });
    };
    for (std::string_view const part :
         {"\"", "\\", "\n", "\x07", "\xF0\x9F", "é", "山", "&", "\xE2\x80\xA8"})
        BOOST_TEST(named(part), part);
    BOOST_TEST(any(calls, [](auto& call) { return call.to.starts_with("sip:"); }));
    BOOST_TEST(any(calls, [](auto& call) { return call.from.starts_with("sip:"); }));
    BOOST_TEST(any(calls, [](auto& call) { return call.to.starts_with("+1"); }));
    BOOST_TEST(any(calls, [](auto& call) { return call.from.starts_with("+44"); }));
    BOOST_TEST(any(calls, [](auto& call) { return call.formatted_to.starts_with("("); }));
    for (std::string_view const price : {"-0.0040", "0.00875", "-0.00875", "0.003", "0.0000"})
    {
        signalwire::decimal const wanted(price);
        BOOST_TEST(
            any(calls,
                [&](auto& call) {
                    return call.price && *call.price == wanted
                        && call.price->places() == wanted.places();
                }),
            price);
    }
}

BOOST_AUTO_TEST_CASE(parents_are_older_calls_with_parents)
{
    generated_calls const data = account(2000, 5, false);
    std::vector<compat::call> const calls = all_calls(data);
    std::size_t legs = 0;
    std::size_t chains = 0;
    for (std::size_t i = 0; i != calls.size(); ++i)
    {
        if (!calls[i].parent_call_sid)
            continue;
        ++legs;
        auto const parent = std::find_if(
            calls.begin() + static_cast<std::ptrdiff_t>(i) + 1, calls.end(),
            [&](auto& call) { return call.sid == calls[i].parent_call_sid; });
        BOOST_TEST_REQUIRE((parent != calls.end()));
        chains += parent->parent_call_sid.has_value() ? 1 : 0;
    }
    BOOST_TEST(legs > 300U);
    BOOST_TEST(chains > 30U);
}

BOOST_AUTO_TEST_CASE(filter_members_equal_those_of_the_call)
{
    generated_calls const data = account(3000, 9);
    for (std::size_t i = 0; i != data.size(); ++i)
    {
        compat::call const call = data.at(i);
        BOOST_TEST_REQUIRE(data.status(i).value_or("") == call.status.text());
        BOOST_TEST_REQUIRE(data.to(i).value_or("") == call.to);
        BOOST_TEST_REQUIRE(data.from(i).value_or("") == call.from);
        BOOST_TEST_REQUIRE((data.parent_call_sid(i) == call.parent_call_sid));
        BOOST_TEST_REQUIRE(data.start_time(i).has_value() == call.start_time.has_value());
        if (call.start_time)
            BOOST_TEST_REQUIRE((*data.start_time(i) == call.start_time->time()));
        BOOST_TEST_REQUIRE(data.end_time(i).has_value() == call.end_time.has_value());
        if (call.end_time)
            BOOST_TEST_REQUIRE((*data.end_time(i) == call.end_time->time()));
    }
}

BOOST_AUTO_TEST_CASE(uuids_are_version_4)
{
    using signalwire::sandbox::detail::uuid;
    BOOST_TEST(uuid(0, 0) == "00000000-0000-4000-8000-000000000000");
    BOOST_TEST(
        uuid(~std::uint64_t{0}, ~std::uint64_t{0}) == "ffffffff-ffff-4fff-bfff-ffffffffffff");
    BOOST_TEST(
        uuid(0x0123456789abcdef, 0x0123456789abcdef) == "01234567-89ab-4def-8123-456789abcdef");
}

BOOST_AUTO_TEST_SUITE_END()
