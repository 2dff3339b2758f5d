// Random calls in all variants of the sandbox: the calls are equal, and every deviation is counted
// by its name.

#include "sandbox/generated_calls.hpp"
#include "sandbox/json_style_writer.hpp"
#include "sandbox/page_writer.hpp"
#include "unit/decoding.hpp"
#include "unit/random_pages.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using signalwire::decoding_mode;
using unit::decoded;
using unit::random_page;
using unit::random_pages;
namespace compat = signalwire::compat;
namespace detail = signalwire::sandbox::detail;

BOOST_AUTO_TEST_SUITE(json_decoder_properties)

namespace
{

/// Returns `$.calls[*].price` for `$.calls[3].price`.
std::string without_number(std::string path)
{
    std::size_t const open = path.find('[');
    if (open != std::string::npos)
        path.replace(open, path.find(']') - open, "[*");
    return path;
}

signalwire::json::deviation_counts counts(std::vector<std::string> const& deviations)
{
    signalwire::json::deviation_counts out;
    for (std::string const& path : deviations)
        ++out[without_number(path)];
    return out;
}

template <class Values>
void make_known(signalwire::open_enum<Values>& value)
{
    std::string const text(value.text());
    if (text.starts_with(detail::unknown_value_prefix))
        value.assign(std::string_view(text).substr(detail::unknown_value_prefix.size()));
}

/// The call without the additions of the variant.
compat::call as_it_was(compat::call call)
{
    make_known(call.status);
    make_known(call.direction);
    if (call.answered_by)
        make_known(*call.answered_by);
    call.extra.clear();
    call.subresource_uris.extra.clear();
    return call;
}

void check_extra(boost::json::object const& extra, boost::json::value const& written)
{
    for (auto const& [name, value] : extra)
        BOOST_TEST_REQUIRE((written.at(name) == value), name);
}

/// Unknown values equal those of another parser.
void check_news(compat::call const& call, boost::json::value const& written)
{
    check_extra(call.extra, written);
    if (!call.subresource_uris.extra.empty())
        check_extra(call.subresource_uris.extra, written.at("subresource_uris"));
    if (!call.status.is_known() && !call.status.text().empty())
        BOOST_TEST_REQUIRE(written.at("status").as_string() == call.status.text());
}

void check_calls(random_page const& page, decoded const& result)
{
    boost::json::value const written = boost::json::parse(page.varied.text);
    check_extra(result.page.extra, written);
    BOOST_TEST_REQUIRE(result.page.size() == page.calls.size());
    for (std::size_t i = 0; i != page.calls.size(); ++i)
    {
        compat::call const& call = result.page.calls[i];
        BOOST_TEST_REQUIRE((as_it_was(call) == page.calls[i]), compat::to_json(call));
        check_news(call, written.at("calls").at(i));
    }
}

/// Written calls decode to the same calls without new deviations.
void check_written_back(decoded const& result)
{
    for (compat::call const& call : result.page.calls)
    {
        std::string const text = compat::to_json(call);
        decoded const again = unit::decode("{\"calls\":[" + text + "]}");
        BOOST_TEST_REQUIRE(again.complete, text);
        BOOST_TEST_REQUIRE((again.page.calls.at(0) == call), text);
        BOOST_TEST_REQUIRE(compat::to_json(again.page.calls[0]) == text);
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(lenient_mode_decodes_every_variant_alike)
{
    for (std::uint64_t seed = 0; seed != random_pages().size(); ++seed)
    {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            random_page const& page = random_pages()[seed];
            decoded const result =
                unit::decode_in_pieces(page.varied.text, decoding_mode::lenient, seed);
            BOOST_TEST_REQUIRE(
                result.complete,
                result.error.path << ": " << result.error.reason << page.varied.text);
            check_calls(page, result);
            check_written_back(result);
        }
    }
}

BOOST_AUTO_TEST_CASE(deviations_are_counted_by_member)
{
    std::size_t with = 0;
    for (std::uint64_t seed = 0; seed != random_pages().size(); ++seed)
    {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            random_page const& page = random_pages()[seed];
            std::vector<std::string> const& deviations = page.varied.deviations;
            decoded const result =
                unit::decode_in_pieces(page.varied.text, decoding_mode::lenient, seed);
            BOOST_TEST_REQUIRE(result.deviations == deviations.size());
            BOOST_TEST_REQUIRE((result.deviations_by_member == counts(deviations)));
            with += deviations.empty() ? 0 : 1;
        }
    }
    // Both kinds of pages are frequent.
    BOOST_TEST(with > random_pages().size() / 4);
    BOOST_TEST(with < random_pages().size() - random_pages().size() / 10);
}

BOOST_AUTO_TEST_CASE(strict_mode_names_the_first_deviation)
{
    std::set<std::string> all;
    std::set<std::string> named;
    for (std::uint64_t seed = 0; seed != random_pages().size(); ++seed)
    {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            random_page const& page = random_pages()[seed];
            decoded const result =
                unit::decode_in_pieces(page.varied.text, decoding_mode::strict, seed);
            BOOST_TEST_REQUIRE(result.complete == page.varied.deviations.empty());
            for (std::string const& path : page.varied.deviations)
                all.insert(without_number(path));
            if (result.complete)
            {
                check_calls(page, result);
                continue;
            }
            BOOST_TEST_REQUIRE(result.error.path == page.varied.deviations.front());
            BOOST_TEST_REQUIRE((result.error.code == signalwire::errc::schema_mismatch));
            BOOST_TEST_REQUIRE(!result.error.reason.empty());
            named.insert(without_number(result.error.path));
        }
    }
    // Almost every deviation is the first one of some page.
    BOOST_TEST(all.size() > 60U);
    BOOST_TEST(named.size() * 10 > all.size() * 9);
}

BOOST_AUTO_TEST_CASE(page_links_and_numbers_are_equal_in_every_variant)
{
    for (std::uint64_t seed = 0; seed != random_pages().size(); ++seed)
    {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            random_page const& page = random_pages()[seed];
            compat::call_page const usual = unit::decode(page.canonical).page;
            compat::call_page const other = unit::decode(page.varied.text).page;
            BOOST_TEST_REQUIRE(other.uri == usual.uri);
            BOOST_TEST_REQUIRE(other.first_page_uri == usual.first_page_uri);
            BOOST_TEST_REQUIRE(
                other.next_page_uri.value_or("") == usual.next_page_uri.value_or(""));
            BOOST_TEST_REQUIRE(
                other.previous_page_uri.value_or("") == usual.previous_page_uri.value_or(""));
            BOOST_TEST_REQUIRE(other.page == usual.page);
            BOOST_TEST_REQUIRE(other.page_size == usual.page_size);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
