#pragma once

#include "sandbox/request_handler.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace unit
{

[[nodiscard]] inline signalwire::sandbox::server_options small_account()
{
    signalwire::sandbox::server_options options;
    options.project = "project";
    options.token = "token";
    options.calls = 120;
    return options;
}

/// The sandbox's request handler without transport, and one of its resources.
struct api_fixture
{
    explicit api_fixture(
        std::string_view resource,
        signalwire::sandbox::server_options const& options = small_account())
        : path("/api/laml/2010-04-01/Accounts/project" + std::string(resource))
        , handler(options)
    {
    }

    signalwire::sandbox::detail::response get(std::string const& query)
    {
        return handler.handle({"GET", path + query, authorization});
    }

    /// Sends a form to a path below the account.
    signalwire::sandbox::detail::response send(
        std::string_view method, std::string const& target, std::string_view content = {})
    {
        std::string const whole = "/api/laml/2010-04-01/Accounts/project" + target;
        signalwire::sandbox::detail::api_request request(method, whole, authorization);
        request.content_type = "application/x-www-form-urlencoded";
        request.body = content;
        return handler.handle(request);
    }

    /// Sends a form and returns the object of the response.
    boost::json::value object_of(
        std::string_view method, std::string const& target, std::string_view content = {})
    {
        return boost::json::parse(*send(method, target, content).body);
    }

    boost::json::object body(std::string const& query)
    {
        return boost::json::parse(*get(query).body).as_object();
    }

    void check_error(signalwire::sandbox::detail::response const& response, int status, int code)
    {
        BOOST_TEST(response.status == status);
        boost::json::object const content = boost::json::parse(*response.body).as_object();
        BOOST_TEST(content.at("code").as_int64() == code);
        BOOST_TEST(content.at("status").as_int64() == status);
        BOOST_TEST(!content.at("message").as_string().empty());
        BOOST_TEST(!content.at("more_info").as_string().empty());
    }

    std::string const path;
    std::string const authorization =
        "Basic " + signalwire::sandbox::detail::base64("project:token");
    signalwire::sandbox::detail::request_handler handler;
};

} // namespace unit
