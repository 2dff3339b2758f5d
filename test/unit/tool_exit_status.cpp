#include "tool/exit_status.hpp"
#include "tool/output.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>

namespace sw = signalwire;
namespace tool = signalwire::tool;

using tool::exit_status;

BOOST_TEST_DONT_PRINT_LOG_VALUE(exit_status)

BOOST_AUTO_TEST_SUITE(tool_exit_status)

namespace
{

template <class Error>
tool::failure describe(Error const& error)
{
    return tool::describe(std::make_exception_ptr(error));
}

sw::error_context context()
{
    sw::error_context result;
    result.method = "GET";
    result.url = "https://acme.signalwire.com/x";
    result.attempts = 1;
    result.max_attempts = 3;
    return result;
}

sw::api_error make_api_error(int status, int code, std::string const& message)
{
    sw::api_error_details details;
    details.status = status;
    details.api_code = code;
    details.server_message = message;
    return sw::api_error(details, context());
}

} // namespace

BOOST_AUTO_TEST_CASE(values_are_the_documented_ones)
{
    BOOST_TEST(static_cast<int>(exit_status::success) == 0);
    BOOST_TEST(static_cast<int>(exit_status::failure) == 1);
    BOOST_TEST(static_cast<int>(exit_status::usage) == 2);
    BOOST_TEST(static_cast<int>(exit_status::api_error) == 3);
    BOOST_TEST(static_cast<int>(exit_status::transport) == 4);
    BOOST_TEST(static_cast<int>(exit_status::protocol) == 5);
    BOOST_TEST(static_cast<int>(exit_status::interrupted) == 130);
}

BOOST_AUTO_TEST_CASE(usage_errors)
{
    BOOST_TEST(describe(tool::usage_error("--to: no")).status == exit_status::usage);
    BOOST_TEST(describe(std::invalid_argument("project is empty")).status == exit_status::usage);
}

BOOST_AUTO_TEST_CASE(api_errors)
{
    tool::failure const error = describe(make_api_error(422, 54454, "Page size must be 1..1000"));
    BOOST_TEST(error.status == exit_status::api_error);
    BOOST_TEST(error.message.find("54454") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(transport_errors)
{
    sw::transport_error const refused(
        boost::asio::error::connection_refused, "connecting failed", context());
    BOOST_TEST(describe(refused).status == exit_status::transport);
    sw::timeout_error const late(sw::phase::connect, sw::timeout_scope::phase, "", context());
    BOOST_TEST(describe(late).status == exit_status::transport);
}

BOOST_AUTO_TEST_CASE(protocol_errors)
{
    sw::protocol_error const html(sw::errc::invalid_json, "not JSON", "$", "<html>", context());
    BOOST_TEST(describe(html).status == exit_status::protocol);
    sw::pagination_error const cycle(sw::errc::page_cycle, "goes round", "/x", context());
    BOOST_TEST(describe(cycle).status == exit_status::protocol);
}

BOOST_AUTO_TEST_CASE(other_errors)
{
    tool::failure const full = describe(tool::output_error("to calls.csv", ENOSPC));
    BOOST_TEST(full.status == exit_status::failure);
    BOOST_TEST(full.message == "cannot write to calls.csv: No space left on device");
    BOOST_TEST(describe(std::bad_alloc()).message == "out of memory");
    boost::system::system_error const system(
        boost::asio::error::make_error_code(boost::asio::error::address_in_use), "bind");
    BOOST_TEST(describe(system).message == "bind: Address already in use");
    BOOST_TEST(describe(42).status == exit_status::failure);
}

BOOST_AUTO_TEST_CASE(message_is_always_one_line)
{
    tool::failure const error = describe(make_api_error(400, 1, "no\n\x1b[2Jway\r\xc2\x9b!"));
    for (char const c : error.message)
        BOOST_TEST((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
    BOOST_TEST(error.message.find("\xc2\x9b") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_epipe_is_a_broken_pipe)
{
    BOOST_TEST(tool::output_error("x", EPIPE).is_broken_pipe());
    BOOST_TEST(!tool::output_error("x", ENOSPC).is_broken_pipe());
}

BOOST_AUTO_TEST_SUITE_END()
