#include "http/keep_alive.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string_view>

using namespace std::chrono_literals;
using signalwire::http::parse_keep_alive;

BOOST_AUTO_TEST_SUITE(keep_alive)

namespace
{

struct sample
{
    std::string_view value;
    std::chrono::seconds timeout;

    friend std::ostream& operator<<(std::ostream& out, sample const& tried)
    {
        return out << '\'' << tried.value << '\'';
    }
};

sample const samples[] = {
    {"timeout=5", 5s},
    {"timeout=5, max=100", 5s},
    {"max=100,timeout=5", 5s},
    {"max=100 , \tTimeout=75", 75s},
    {"timeout=0", 0s},
    {"timeout=99999999", 24h},
    {"timeout=99999999999999999999999999", 24h},
    {"timeout=-1", 24h},
    {"timeout=", 24h},
    {"timeout", 24h},
    {"timeout=\"5\"", 24h},
    {"mytimeout=5", 24h},
    {"max=5", 24h},
    {",,,", 24h},
    {"=", 24h},
    {"", 24h},
    {"timeout=x, timeout=7", 7s},
};

} // namespace

BOOST_DATA_TEST_CASE(valid_timeout_parameter_is_used, samples)
{
    BOOST_TEST((parse_keep_alive(sample.value) == sample.timeout));
}

BOOST_AUTO_TEST_SUITE_END()
