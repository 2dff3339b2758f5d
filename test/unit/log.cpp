#include "core/logger.hpp"

#include <signalwire/log.hpp>

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using signalwire::log_config;
using signalwire::log_level;
using signalwire::log_record;
using signalwire::core::logger;

BOOST_AUTO_TEST_SUITE(logs)

BOOST_AUTO_TEST_CASE(logger_without_function_logs_nothing)
{
    log_config config;
    config.level = log_level::debug;
    BOOST_TEST(!logger(config).wants(log_level::error));
}

BOOST_AUTO_TEST_CASE(records_below_the_level_are_dropped)
{
    log_config config;
    config.write = [](log_record const&) {};
    config.level = log_level::warning;
    logger const log(config);
    BOOST_TEST(!log.wants(log_level::debug));
    BOOST_TEST(!log.wants(log_level::info));
    BOOST_TEST(log.wants(log_level::warning));
    BOOST_TEST(log.wants(log_level::error));
}

BOOST_AUTO_TEST_CASE(record_is_one_line_with_quoted_text)
{
    std::vector<std::string> lines;
    log_config config;
    config.write = [&](log_record const& record) { lines.push_back(to_string(record)); };
    logger(config).write(
        log_level::warning, "request.retry_scheduled",
        {{"reason", "a \"reset\"\r\n\x1b[31m"}, {"delay_ms", std::int64_t{-5}}});
    BOOST_TEST_REQUIRE(lines.size() == 1U);
    BOOST_TEST(
        lines[0]
        == "warning request.retry_scheduled reason=\"a \\\"reset\\\"\\x0d\\x0a\\x1b[31m\" delay_ms=-5");
}

BOOST_AUTO_TEST_CASE(levels_have_names)
{
    std::ostringstream out;
    out << log_level::debug << ' ' << log_level::info << ' ' << log_level::warning << ' '
        << log_level::error;
    BOOST_TEST(out.str() == "debug info warning error");
}

BOOST_AUTO_TEST_CASE(throwing_log_function_is_ignored)
{
    int calls = 0;
    log_config config;
    config.write = [&](log_record const&) {
        ++calls;
        throw std::runtime_error("disk full");
    };
    BOOST_CHECK_NO_THROW(logger(config).write(log_level::error, "x", {}));
    BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_SUITE_END()
