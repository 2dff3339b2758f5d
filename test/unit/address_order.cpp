#include "net/address_order.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace asio = boost::asio;

namespace
{

std::vector<std::string> plan(std::vector<std::string> const& answers)
{
    std::vector<asio::ip::tcp::endpoint> endpoints;
    for (std::string const& answer : answers)
        endpoints.emplace_back(asio::ip::make_address(answer), std::uint16_t{443});
    std::vector<std::string> out;
    for (asio::ip::tcp::endpoint const& next : signalwire::net::interleave_families(endpoints))
        out.push_back(next.address().to_string());
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(address_order)

BOOST_AUTO_TEST_CASE(address_families_alternate_from_the_first)
{
    std::vector<std::string> const v6_first = {"::1", "10.0.0.1", "::2", "10.0.0.2"};
    BOOST_TEST(
        plan({"::1", "::2", "10.0.0.1", "10.0.0.2"}) == v6_first, boost::test_tools::per_element());
    std::vector<std::string> const v4_first = {"10.0.0.1", "::1", "10.0.0.2"};
    BOOST_TEST(plan({"10.0.0.1", "10.0.0.2", "::1"}) == v4_first, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_family_keeps_its_order)
{
    std::vector<std::string> const answers = {"10.0.0.3", "10.0.0.1", "10.0.0.2"};
    BOOST_TEST(plan(answers) == answers, boost::test_tools::per_element());
    BOOST_TEST(plan({}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
