#include <signalwire/transport_error.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <exception>
#include <string>
#include <utility>

using signalwire::error;

BOOST_AUTO_TEST_SUITE(error_outcomes)

namespace
{

signalwire::error_context request_with(
    std::string method, signalwire::request_outcome outcome, int attempts = 0)
{
    signalwire::error_context out;
    out.method = std::move(method);
    out.url = "https://h/p";
    out.outcome = outcome;
    out.attempts = attempts;
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(errors_of_writes_tell_the_outcome_and_what_to_do)
{
    using signalwire::request_outcome;
    auto const what = [](std::string method, request_outcome outcome, int attempts = 0) {
        return std::string(signalwire::transport_error(
                               boost::asio::error::eof, "connection lost",
                               request_with(std::move(method), outcome, attempts))
                               .what());
    };
    BOOST_TEST(
        what("POST", request_outcome::not_sent)
        == "POST https://h/p: connection lost; not sent: may be sent again");
    BOOST_TEST(
        what("POST", request_outcome::refused)
        == "POST https://h/p: connection lost; refused: it had no effect");
    BOOST_TEST(
        what("POST", request_outcome::unknown, 1)
        == "POST https://h/p: connection lost; may have been sent: look it up before sending again "
           "(attempt 1, after 0 ms)");
    BOOST_TEST(
        what("DELETE", request_outcome::unknown)
        == "DELETE https://h/p: connection lost; may have been sent: may be sent again");
    BOOST_TEST(what("GET", request_outcome::unknown) == "GET https://h/p: connection lost");
}

BOOST_AUTO_TEST_CASE(cancellation_of_a_write_is_an_error_with_an_outcome)
{
    using signalwire::request_outcome;
    for (std::string const method : {"GET", "POST", "DELETE"})
    {
        signalwire::error_ptr const why =
            error::cancelled(request_with(method, request_outcome::not_sent));
        BOOST_TEST((why->code() == boost::asio::error::operation_aborted));
        BOOST_TEST((why->outcome() == request_outcome::not_sent));
        try
        {
            std::rethrow_exception(why->exception());
        }
        catch (error const& thrown)
        {
            BOOST_TEST(method != "GET");
            BOOST_TEST((thrown.code() == boost::asio::error::operation_aborted));
            BOOST_TEST((thrown.outcome() == request_outcome::not_sent));
        }
        catch (boost::system::system_error const& thrown)
        {
            BOOST_TEST(method == "GET");
            BOOST_TEST((thrown.code() == boost::asio::error::operation_aborted));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
