#include "sandbox/page_token.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <set>
#include <string>

namespace
{

using signalwire::sandbox::detail::make_page_token;
using signalwire::sandbox::detail::page_position;
using signalwire::sandbox::detail::read_page_token;

constexpr std::uint64_t listing = 42;

page_position position_at(std::int64_t edge)
{
    page_position result;
    result.edge = edge;
    result.page = 3;
    result.stamp = 7;
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_page_token)

BOOST_AUTO_TEST_CASE(token_contains_its_position)
{
    constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
    for (std::int64_t const edge :
         {std::int64_t{0}, std::int64_t{50}, std::int64_t{-3}, std::int64_t{1} << 40,
          std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()})
    {
        for (std::uint64_t const number : {std::uint64_t{0}, std::uint64_t{50}, largest})
        {
            page_position position = position_at(edge);
            position.page = number;
            position.stamp = largest - number;
            position.variant = number / 2;
            position.backwards = number == 50;
            std::string const token = make_page_token(listing, position);
            BOOST_TEST(token.starts_with(position.backwards ? "PB" : "PA"));
            BOOST_TEST((read_page_token(listing, token) == position));
        }
    }
}

BOOST_AUTO_TEST_CASE(page_has_many_tokens)
{
    std::set<std::string> tokens;
    for (std::uint64_t variant = 0; variant != 100; ++variant)
    {
        page_position position = position_at(50);
        position.variant = variant;
        BOOST_TEST(tokens.insert(make_page_token(listing, position)).second);
    }
}

BOOST_AUTO_TEST_CASE(token_is_invalid_for_other_listings)
{
    std::string const token = make_page_token(listing, position_at(50));
    for (std::uint64_t other = 0; other != listing; ++other)
        BOOST_TEST(!read_page_token(other, token));
}

BOOST_AUTO_TEST_CASE(modified_token_is_rejected)
{
    std::string const token = make_page_token(listing, position_at(50));
    for (std::size_t at = 0; at != token.size(); ++at)
    {
        for (char const replacement : {'0', '7', 'f', 'g', 'B', '-', ' '})
        {
            std::string forged = token;
            forged[at] = replacement;
            if (forged != token)
                BOOST_TEST(!read_page_token(listing, forged), forged);
        }
    }
}

BOOST_AUTO_TEST_CASE(other_text_is_rejected)
{
    std::string const token = make_page_token(listing, position_at(0));
    for (std::string const& text :
         {std::string(), std::string("PA"), std::string("PAxxxxxxxxxx"), token.substr(1),
          token + "0", token.substr(0, token.size() - 1)})
        BOOST_TEST(!read_page_token(listing, text), text);
}

BOOST_AUTO_TEST_CASE(token_hides_its_position)
{
    std::set<std::string> tokens;
    for (std::int64_t edge = 0; edge != 1000; ++edge)
    {
        std::string const token = make_page_token(listing, position_at(edge));
        BOOST_TEST(tokens.insert(token).second);
        BOOST_TEST(token.find("000000000000") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
