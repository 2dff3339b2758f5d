// Structs of users with a few members: what is decoded, skipped and refused, and what paging reads.

#include "paging/projected_list.hpp"

#include "compat/lists.hpp"
#include "json/decoder.hpp"
#include "paging/any_page.hpp"
#include "unit/random_pages.hpp"

#include <signalwire/compat/projected_page.hpp>

#include <boost/describe/class.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace compat = signalwire::compat;
namespace json = signalwire::json;
namespace paging = signalwire::paging;
using signalwire::decimal;
using signalwire::decoding_mode;
using signalwire::timestamp;

namespace
{

/// Not in the order of the API, and with values of its own for what is missing.
struct charge
{
    std::optional<decimal> price = decimal(7);
    std::int64_t duration = -1;
    std::string sid = "none";
};
BOOST_DESCRIBE_STRUCT(charge, (), (price, duration, sid))

/// Without the members that paging reads, but with an object.
struct party
{
    compat::call_status status;
    std::string to;
    compat::call_subresource_uris subresource_uris;
};
BOOST_DESCRIBE_STRUCT(party, (), (status, to, subresource_uris))

struct parent
{
    std::string sid;
};
BOOST_DESCRIBE_STRUCT(parent, (), (sid))

struct child : parent
{
    std::optional<timestamp> start_time;
    timestamp date_created;
};
BOOST_DESCRIBE_STRUCT(child, (parent), (start_time, date_created))

struct nothing
{
};
BOOST_DESCRIBE_STRUCT(nothing, (), ())

struct misspelled
{
    std::int64_t durration = 0;
};
BOOST_DESCRIBE_STRUCT(misspelled, (), (durration))

struct mistyped
{
    int duration = 0;
};
BOOST_DESCRIBE_STRUCT(mistyped, (), (duration))

template <class Item>
struct projected
{
    explicit projected(
        std::string_view text, decoding_mode mode = decoding_mode::lenient,
        std::size_t piece = std::string_view::npos,
        paging::list_type const& full = compat::calls_list)
        : type(paging::make_projected(full, signalwire::detail::projection_of<Item>))
        , page(*type)
    {
        json::decoder decoder(*type->page, page.address(), mode);
        bool good = true;
        for (; good && !text.empty(); text.remove_prefix(std::min(piece, text.size())))
            good = decoder.write(text.substr(0, piece));
        complete = good && decoder.finish();
        deviations = decoder.deviations();
        counter = decoder.counter();
        if (!complete)
            error = decoder.error();
    }

    Item const& operator[](std::size_t index) const
    {
        return *static_cast<Item const*>(page[index].value());
    }

    paging::list_type_ptr type;
    paging::any_page page;
    bool complete = false;
    std::uint64_t deviations = 0;
    json::deviation_counter counter;
    json::decode_error error;
};

/// A page with one call that has these members.
std::string page_of(std::string const& members)
{
    return R"({"uri":"/u","first_page_uri":"/f","next_page_uri":null,"previous_page_uri":null,)"
           R"("page":0,"page_size":50,"calls":[{)"
        + members + "}]}" + std::string(200, ' ');
}

std::string const whole_call =
    R"("sid":"CA1","account_sid":"x","date_created":"Wed, 31 Dec 2025 23:55:23 +0000",)"
    R"("date_updated":"Thu, 01 Jan 2026 00:00:08 +0000","to":"+1","status":"completed",)"
    R"("start_time":"Wed, 31 Dec 2025 23:55:30 +0000","duration":12,"price":-0.0025,)"
    R"("new":[1,{"a":"b"},null,true,false,[],{}],)"
    R"("subresource_uris":{"recordings":"/r","notifications":null},"audio_out_lost":null)";

} // namespace

BOOST_AUTO_TEST_SUITE(projected_list)

BOOST_AUTO_TEST_CASE(decodes_members_by_name_and_skips_the_others)
{
    for (std::size_t const piece : {std::string_view::npos, std::size_t{1}, std::size_t{7}})
    {
        projected<charge> const result(page_of(whole_call), decoding_mode::strict, piece);
        BOOST_TEST_REQUIRE(result.complete, result.error.reason << result.error.path);
        BOOST_TEST(result.page.size() == 1U);
        BOOST_TEST(result[0].sid == "CA1");
        BOOST_TEST(result[0].duration == 12);
        BOOST_TEST((result[0].price == decimal(-25, 4)));
        BOOST_TEST(result.page.head().uri == "/u");
        BOOST_TEST(result.page.head().page_size == 50);

        projected<party> const other(page_of(whole_call), decoding_mode::strict, piece);
        BOOST_TEST_REQUIRE(other.complete, other.error.reason << other.error.path);
        BOOST_TEST((other[0].status == compat::call_status::completed));
        BOOST_TEST(other[0].to == "+1");
        BOOST_TEST(other[0].subresource_uris.recordings == "/r");
    }
}

BOOST_AUTO_TEST_CASE(paging_reads_id_and_times_whether_or_not_the_struct_has_them)
{
    auto const check = [](paging::item_ref const& item) {
        BOOST_TEST(item.id() == "CA1");
        BOOST_TEST((item.created() == timestamp::parse("2025-12-31T23:55:23Z")->time()));
        BOOST_TEST((item.selected() == timestamp::parse("2025-12-31T23:55:30Z")->time()));
        BOOST_TEST(!item.content().empty());
    };
    for (std::size_t const piece : {std::string_view::npos, std::size_t{1}})
    {
        check(projected<charge>(page_of(whole_call), decoding_mode::strict, piece).page[0]);
        check(projected<party>(page_of(whole_call), decoding_mode::strict, piece).page[0]);
        check(projected<child>(page_of(whole_call), decoding_mode::strict, piece).page[0]);
        check(projected<nothing>(page_of(whole_call), decoding_mode::strict, piece).page[0]);
    }
    BOOST_TEST(projected<child>(page_of(whole_call))[0].sid == "CA1");
}

BOOST_AUTO_TEST_CASE(every_list_has_members_that_identify_its_items)
{
    for (paging::list_type const* const list :
         {&compat::accounts_list, &compat::applications_list, &compat::calls_list,
          &compat::conferences_list, &compat::participants_list,
          &compat::conference_recordings_list, &compat::faxes_list, &compat::fax_media_list,
          &compat::laml_bins_list, &compat::messages_list, &compat::message_media_list,
          &compat::phone_numbers_list, &compat::queues_list, &compat::queue_members_list,
          &compat::recordings_list, &compat::transcriptions_list})
    {
        BOOST_TEST_CONTEXT(list->get_page.path)
        {
            BOOST_TEST(!list->item.names.id.empty());
            BOOST_TEST(!list->item.names.created.empty());
            BOOST_TEST(!list->item.names.selected.empty());
            auto const type =
                paging::make_projected(*list, signalwire::detail::projection_of<nothing>);
            BOOST_TEST(paging::any_page(*type).size() == 0U);
        }
    }
    BOOST_TEST(compat::calls_list.item.names.selected == "start_time");
    BOOST_TEST(compat::queue_members_list.item.names.id == "call_sid");
}

BOOST_AUTO_TEST_CASE(members_that_the_items_do_not_have_are_named)
{
    auto const message_of = [](signalwire::detail::projection const& what) -> std::string {
        try
        {
            static_cast<void>(paging::make_projected(compat::calls_list, what));
        }
        catch (std::invalid_argument const& error)
        {
            return error.what();
        }
        return "";
    };
    BOOST_TEST(
        message_of(signalwire::detail::projection_of<misspelled>)
        == "the items of /Calls have no member 'durration'");
    BOOST_TEST(
        message_of(signalwire::detail::projection_of<mistyped>)
        == "the items of /Calls have another type of 'duration'");
}

BOOST_AUTO_TEST_CASE(missing_members_keep_their_values_and_null_replaces_them)
{
    for (std::size_t const piece : {std::string_view::npos, std::size_t{1}})
    {
        projected<charge> const missing(page_of(R"("to":"+1")"), decoding_mode::lenient, piece);
        BOOST_TEST_REQUIRE(missing.complete);
        BOOST_TEST((missing[0].price == decimal(7)));
        BOOST_TEST(missing[0].duration == -1);
        BOOST_TEST(missing[0].sid == "none");
        BOOST_TEST(missing.page[0].id() == "");
        projected<charge> const null(
            page_of(R"("sid":"a","duration":1,"price":null)"), decoding_mode::lenient, piece);
        BOOST_TEST_REQUIRE(null.complete);
        BOOST_TEST(!null[0].price);
    }
    BOOST_TEST(!projected<charge>(page_of(R"("sid":"a")"), decoding_mode::strict).complete);
}

BOOST_AUTO_TEST_CASE(values_that_a_member_cannot_hold_are_deviations)
{
    std::string const text = page_of(R"("sid":"a","duration":"n/a","price":[1],"price":2,"sid":3)");
    json::deviation_counter sum;
    for (std::size_t const piece : {std::string_view::npos, std::size_t{1}})
    {
        projected<charge> const result(text, decoding_mode::lenient, piece);
        BOOST_TEST_REQUIRE(result.complete, result.error.reason);
        BOOST_TEST(result[0].duration == -1);
        BOOST_TEST((result[0].price == decimal(2)));
        BOOST_TEST(result[0].sid == "3");
        projected<charge> const strict(text, decoding_mode::strict, piece);
        BOOST_TEST(!strict.complete);
        BOOST_TEST(strict.error.path == "$.calls[0].duration");
        sum.add(result.counter);
    }
    // The types that were counted are gone; their names are not.
    json::deviation_counts const counts = sum.counts();
    BOOST_TEST(counts.at("$.calls[*].duration") == 2U);
    BOOST_TEST(counts.at("$.calls[*].price") == 4U);
    BOOST_TEST(counts.at("$.calls[*].sid") == 4U);
}

BOOST_AUTO_TEST_CASE(the_json_of_skipped_members_is_checked)
{
    for (std::string_view const value :
         {R"("a\x")", R"({"a" 1})", R"({"a":1,})", "[1,]", "[1 2]", "01", "1.", "nul",
          R"({"a":tru})", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "]",
          R"({"a":"\u12"})"})
    {
        std::string const text = page_of(R"("sid":"a","to":)" + std::string(value));
        projected<charge> const whole(text);
        projected<charge> const pieces(text, decoding_mode::lenient, 1);
        BOOST_TEST(!whole.complete, value);
        BOOST_TEST(!pieces.complete, value);
        BOOST_TEST(whole.error.reason == pieces.error.reason, value);
        BOOST_TEST(whole.error.path == pieces.error.path, value);
    }
    // A type that is not documented is not looked at; text that is invalid is.
    for (std::string_view const value : {"1", R"({"a":[{}]})", "[[[[[[[[1]]]]]]]]", R"("\u00e9")"})
        BOOST_TEST(
            projected<charge>(
                page_of(
                    R"("sid":"a","to":)" + std::string(value)
                    + R"(,"duration":1,"price":null,"date_created":null,"date_updated":null,)"
                      R"("start_time":null)"),
                decoding_mode::strict)
                .complete);
    projected<charge> const invalid(page_of("\"sid\":\"a\",\"to\":\"\xff\""));
    BOOST_TEST(invalid.counter.counts().at("$.calls[*].to") == 1U);
}

BOOST_AUTO_TEST_CASE(random_pages_give_the_members_of_whole_calls)
{
    std::size_t const duration =
        json::find_member(json::schema<compat::call>::value, "duration").value();
    for (std::uint64_t seed = 0; seed != 300; ++seed)
    {
        unit::random_page const page(seed);
        unit::decoded const full = unit::decode(page.varied.text);
        BOOST_TEST_REQUIRE(full.complete, full.error.reason);
        for (std::size_t const piece : {std::string_view::npos, std::size_t{1}, std::size_t{300}})
        {
            projected<charge> const result(page.varied.text, decoding_mode::lenient, piece);
            BOOST_TEST_REQUIRE(result.complete, seed << result.error.reason);
            BOOST_TEST_REQUIRE(result.page.size() == full.page.size());
            for (std::size_t i = 0; i != full.page.size(); ++i)
            {
                compat::call const& call = full.page.calls[i];
                BOOST_TEST_REQUIRE(result.page[i].id() == call.sid);
                if (call.has_member("duration") && !call.presence.is_null(duration)
                    && !call.extra.contains("duration"))
                    BOOST_TEST_REQUIRE(result[i].duration == call.duration);
                if (call.has_member("price") && !call.extra.contains("price"))
                    BOOST_TEST_REQUIRE((result[i].price == call.price));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_page_is_moved_to_and_from_what_is_decoded)
{
    projected<charge> result(page_of(whole_call));
    auto& rows = *static_cast<signalwire::detail::projected_rows*>(result.page.address());
    compat::projected_page<charge> page(std::move(rows));
    BOOST_TEST(page.uri == "/u");
    BOOST_TEST(page.size() == 1U);
    BOOST_TEST(page.begin()->sid == "CA1");
    compat::projected_page<charge> const again(std::move(page).release());
    BOOST_TEST(again.uri == "/u");
    BOOST_TEST(again.values.at(0).sid == "CA1");
}

BOOST_AUTO_TEST_SUITE_END()
