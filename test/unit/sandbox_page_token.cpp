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

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_page_token)

BOOST_AUTO_TEST_CASE(a_token_holds_its_position)
{
    for (std::uint64_t const offset :
         {std::uint64_t{0}, std::uint64_t{50},
          std::uint64_t{std::numeric_limits<std::uint32_t>::max()}})
    {
        for (bool const backwards : {false, true})
        {
            std::set<std::string> spellings;
            for (std::uint32_t const spelling :
                 {0U, 1U, 2U, std::numeric_limits<std::uint32_t>::max()})
            {
                page_position const position(offset, backwards, spelling);
                std::string const token = make_page_token(listing, position);
                BOOST_TEST(token.starts_with(backwards ? "PB" : "PA"));
                BOOST_TEST((read_page_token(listing, token) == position));
                BOOST_TEST(spellings.insert(token).second);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_token_fits_no_other_listing)
{
    std::string const token = make_page_token(listing, page_position(50, false));
    for (std::uint64_t other = 0; other != listing; ++other)
        BOOST_TEST(!read_page_token(other, token));
}

BOOST_AUTO_TEST_CASE(a_token_with_any_character_changed_is_refused)
{
    std::string const token = make_page_token(listing, page_position(50, false));
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

BOOST_AUTO_TEST_CASE(other_texts_are_no_tokens)
{
    std::string const token = make_page_token(listing, page_position(0, false));
    for (std::string const& text :
         {std::string(), std::string("PA"), std::string("PAxxxxxxxxxx"), token.substr(1),
          token + "0", token.substr(0, token.size() - 1)})
        BOOST_TEST(!read_page_token(listing, text), text);
}

BOOST_AUTO_TEST_CASE(a_token_hides_its_position)
{
    std::set<std::string> tokens;
    for (std::uint64_t offset = 0; offset != 1000; ++offset)
    {
        std::string const token = make_page_token(listing, page_position(offset, false));
        BOOST_TEST(tokens.insert(token).second);
        BOOST_TEST(token.find("000000000000") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
