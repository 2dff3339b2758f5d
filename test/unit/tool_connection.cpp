#include "support/temporary_directory.hpp"
#include "tool/exit_status.hpp"
#include "tool/options.hpp"
#include "tool/sandbox_command.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tool = signalwire::tool;

using signalwire::client_config;
using signalwire::test::temporary_directory;
using signalwire::test::write_file;

BOOST_AUTO_TEST_SUITE(tool_connection)

namespace
{

client_config::environment variables(std::map<std::string, std::string, std::less<>> values)
{
    return [values](std::string_view name) -> std::optional<std::string> {
        auto const found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional<std::string>(found->second);
    };
}

client_config::environment const complete = variables(
    {{"SIGNALWIRE_SPACE", "acme"},
     {"SIGNALWIRE_PROJECT_ID", "project"},
     {"SIGNALWIRE_API_TOKEN", "token"}});

std::string error_message(
    tool::connection_options const& flags, client_config::environment const& environment)
{
    try
    {
        static_cast<void>(tool::make_config(flags, environment));
    }
    catch (std::invalid_argument const& e)
    {
        return e.what();
    }
    return "accepted";
}

} // namespace

BOOST_AUTO_TEST_CASE(environment_is_read)
{
    client_config const config = tool::make_config(tool::connection_options(), complete);
    BOOST_TEST(config.host == "acme");
    BOOST_TEST(config.project == "project");
    BOOST_TEST(config.token == "token");
    BOOST_TEST(config.user_agent_suffix.starts_with("signalwire-compat/"));
}

BOOST_AUTO_TEST_CASE(options_override_environment)
{
    temporary_directory const directory;
    write_file(directory.file("ca.pem"), "");
    tool::connection_options flags;
    flags.host = "other";
    flags.project = "other-project";
    flags.token = "other-token";
    flags.ca_file = directory.file("ca.pem");
    client_config const config = tool::make_config(flags, complete);
    BOOST_TEST(config.host == "other");
    BOOST_TEST(config.project == "other-project");
    BOOST_TEST(config.token == "other-token");
    BOOST_TEST(config.tls.ca_file == directory.file("ca.pem"));
}

BOOST_AUTO_TEST_CASE(options_suffice_without_environment)
{
    tool::connection_options flags;
    flags.host = "acme";
    flags.project = "project";
    flags.token = "token";
    BOOST_TEST(tool::make_config(flags, variables({})).host == "acme");
}

BOOST_AUTO_TEST_CASE(missing_settings_are_named)
{
    std::string const message = error_message(tool::connection_options(), variables({}));
    for (char const* name : {"SIGNALWIRE_SPACE", "SIGNALWIRE_PROJECT_ID", "SIGNALWIRE_API_TOKEN"})
        BOOST_TEST(message.find(name) != std::string::npos, message);
    BOOST_TEST(message.find("--host") != std::string::npos, message);
}

BOOST_AUTO_TEST_CASE(token_is_first_line_of_file)
{
    temporary_directory const directory;
    tool::connection_options flags;
    flags.token_file = directory.file("token");
    for (char const* text :
         {"PTabc", "PTabc\n", "PTabc\r\n", "  PTabc \nanother line\n", "\xef\xbb\xbfPTabc\r\n",
          "\xc2\xa0PTabc \xc2\xa0\n"})
    {
        write_file(*flags.token_file, text);
        BOOST_TEST(tool::make_config(flags, complete).token == "PTabc");
    }
}

BOOST_AUTO_TEST_CASE(token_file_without_token_is_rejected)
{
    temporary_directory const directory;
    tool::connection_options flags;
    flags.token_file = directory.file("token");
    BOOST_TEST(
        error_message(flags, complete)
        == "--token-file: " + directory.file("token") + ": file not found");
    write_file(*flags.token_file, "\nPTsecret");
    BOOST_TEST(error_message(flags, complete).find("first line is empty") != std::string::npos);
    write_file(*flags.token_file, std::string(100'000, 'x'));
    BOOST_TEST(error_message(flags, complete).find("too large") != std::string::npos);
    flags.token_file = directory.path();
    BOOST_TEST(error_message(flags, complete).find("Is a directory") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(exports_are_quoted_for_the_shell)
{
    BOOST_TEST(tool::export_line("NAME", "127.0.0.1:443") == "export NAME='127.0.0.1:443'\n");
    BOOST_TEST(
        tool::export_line("NAME", "it's $HOME `x` \\ \"")
        == "export NAME='it'\\''s $HOME `x` \\ \"'\n");
}

BOOST_AUTO_TEST_SUITE_END()
