// The sandbox through the clients that other people use: what it serves is what the API serves.

#include "support/child_process.hpp"
#include "support/programs.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace compat = signalwire::compat;
using compat::call_filter;
using signalwire::test::child_options;
using signalwire::test::child_process;

namespace
{

/// A client of other make: the program that runs it, the suffix of its scripts, and what
/// its filters are called.
struct foreign_client
{
    std::string program;
    std::string suffix;
    /// Succeeds where the client is installed.
    std::vector<std::string> probe;
    std::string package;
    std::string status;
    std::string to;
    std::string from;
    std::string after;
    std::string before;
};

/// Debian's own Python, for which Debian's packages are.
foreign_client const twilio_python = {
    "/usr/bin/python3",
    ".py",
    {"-c", "import twilio"},
    "python3-twilio",
    "status",
    "to",
    "from_",
    "start_time_after",
    "start_time_before"};

foreign_client const javascript = {
    "node",
    ".js",
    {"-e", "require('@signalwire/compatibility-api')"},
    "@signalwire/compatibility-api of npm",
    "status",
    "to",
    "from",
    "startTimeAfter",
    "startTimeBefore"};

child_options options_of(std::vector<std::string> arguments)
{
    child_options options;
    options.arguments = std::move(arguments);
    options.environment["NODE_PATH"] = SIGNALWIRE_TEST_NODE_MODULES;
    // It would write beside the script.
    options.environment["PYTHONDONTWRITEBYTECODE"] = "1";
    return options;
}

std::string path_of(foreign_client const& client)
{
    return client.program.starts_with('/') ? client.program
                                           : signalwire::test::require_program(client.program);
}

/// Skips, in so many words, where the client is not installed.
class installed
{
public:
    explicit installed(foreign_client const& client)
        : client_(&client)
    {
    }

    boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id) const
    {
        if (is_there())
            return true;
        boost::test_tools::assertion_result missing(false);
        missing.message() << "there is no package " << client_->package;
        return missing;
    }

private:
    [[nodiscard]] bool is_there() const
    {
        bool const has_program = client_->program.starts_with('/')
            ? std::filesystem::exists(client_->program)
            : signalwire::test::find_program(client_->program).has_value();
        if (!has_program)
            return false;
        child_process probe(path_of(*client_), options_of(client_->probe));
        return probe.finish() == 0;
    }

    foreign_client const* client_;
};

signalwire::sandbox::server_options account()
{
    signalwire::sandbox::server_options options;
    options.calls = 330;
    return options;
}

struct foreign_client_fixture : signalwire::test::sandbox_fixture
{
    foreign_client_fixture()
        : sandbox_fixture(account())
    {
        signalwire::test::write_file(ca_file, server.ca_pem());
    }

    /// The lines that a script of `client` prints, which is to succeed.
    std::vector<std::string> run_script(
        foreign_client const& client, std::string const& name, std::vector<std::string> const& more)
    {
        std::vector<std::string> arguments = {
            std::string(SIGNALWIRE_TEST_FOREIGN_SCRIPTS) + '/' + name + client.suffix,
            "https://" + server.authority(), server.project(), server.token()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        child_options options = options_of(std::move(arguments));
        options.environment["REQUESTS_CA_BUNDLE"] = ca_file;
        options.environment["NODE_EXTRA_CA_CERTS"] = ca_file;
        child_process process(path_of(client), options);
        int const status = process.finish();
        BOOST_TEST(status == 0, process.errors());
        std::vector<std::string> printed;
        std::istringstream lines(process.output());
        for (std::string line; std::getline(lines, line);)
            printed.push_back(line);
        return printed;
    }

    /// The SIDs that `client` lists.
    std::vector<std::string> list(
        foreign_client const& client, int page_size, std::vector<std::string> filters)
    {
        filters.insert(filters.begin(), std::to_string(page_size));
        return run_script(client, "list_calls", filters);
    }

    /// `yes` is how its language prints what is true.
    void check_writes(
        foreign_client const& client, std::string const& yes, std::string const& nothing)
    {
        std::string const gone = yes + ' ' + yes;
        std::string const all = gone + ' ' + yes + ' ' + gone;
        std::vector<std::string> const expected = {
            "queued",
            "+15551230001",
            "1 " + yes + " paused 2",
            gone,
            "completed",
            gone,
            "queued",
            yes,
            "2",
            nothing,
            gone,
            all,
            all,
            all,
            "5",
            gone,
            gone,
            "completed",
            "completed"};
        std::size_t const calls = server.count_calls();
        BOOST_TEST(
            run_script(client, "write_objects", {}) == expected, boost::test_tools::per_element());
        BOOST_TEST(server.count_creations("call") == 1U);
        BOOST_TEST(server.count_creations("message") == 1U);
        BOOST_TEST(server.count_creations() == 6U);
        BOOST_TEST(server.count_calls() == calls);
        using fields = std::vector<std::pair<std::string, std::string>>;
        fields const form = server.creations("call").front().form;
        for (auto const& field : fields{
                 {"To", "+15551230001"},
                 {"From", "+15551230002"},
                 {"Url", "https://example.com/answer"},
                 {"StatusCallbackEvent", "answered"},
                 {"StatusCallbackEvent", "completed"}})
            BOOST_TEST((std::find(form.begin(), form.end(), field) != form.end()), field.second);
        BOOST_TEST(form.size() == 5U);
    }

    /// What `list` has to give with `filter`.
    std::vector<std::string> selected(call_filter const& filter)
    {
        std::vector<std::string> out;
        for (std::size_t const index : server.find_calls(filter))
            out.push_back(server.call_at(index).sid);
        return out;
    }

    void check(
        foreign_client const& client, call_filter const& filter,
        std::vector<std::string> const& filters)
    {
        std::vector<std::string> const expected = selected(filter);
        BOOST_TEST(!expected.empty());
        BOOST_TEST(expected.size() < server.count_calls());
        BOOST_TEST(list(client, 7, filters) == expected, boost::test_tools::per_element());
    }

    void check_everything(foreign_client const& client)
    {
        BOOST_TEST(
            list(client, 50, {}) == sids(0, server.count_calls()),
            boost::test_tools::per_element());
        BOOST_TEST(server.stats().requests_received == 7U);
        // Where it looks first is not where the links of the API lead.
        BOOST_TEST(server.recent_request_targets().front().starts_with("/2010-04-01/Accounts/"));
        BOOST_TEST(
            server.recent_request_targets().back().starts_with("/api/laml/2010-04-01/Accounts/"));
    }

    void check_filters(foreign_client const& client)
    {
        compat::call const some = server.call_at(
            server.find_calls(call_filter().status(compat::call_status::completed))[5]);
        check(
            client, call_filter().status(compat::call_status::completed),
            {client.status + "=completed"});
        check(client, call_filter().to(some.to), {client.to + '=' + some.to});
        check(client, call_filter().from(some.from), {client.from + '=' + some.from});
        std::size_t const middle = server.count_calls() / 2;
        signalwire::timestamp const early = begin_of(server.count_calls() - 1);
        signalwire::timestamp const late = begin_of(middle);
        check(
            client, call_filter().start_time_after(early).start_time_before(late),
            {client.after + '=' + early.to_iso_string(),
             client.before + '=' + late.to_iso_string()});
    }

    /// When the first call at `index` or before it began that has begun.
    signalwire::timestamp begin_of(std::size_t index)
    {
        while (!server.call_at(index).start_time)
            --index;
        return *server.call_at(index).start_time;
    }

    signalwire::test::temporary_directory directory;
    std::string ca_file = directory.file("ca.pem");
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(
    foreign_clients_python, foreign_client_fixture,
    *boost::unit_test::precondition(installed(twilio_python)))

BOOST_AUTO_TEST_CASE(twilio_python_lists_every_call)
{
    check_everything(twilio_python);
}

BOOST_AUTO_TEST_CASE(twilio_python_lists_what_its_filters_select)
{
    check_filters(twilio_python);
}

BOOST_AUTO_TEST_CASE(twilio_python_creates_updates_and_deletes)
{
    check_writes(twilio_python, "True", "''");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(
    foreign_clients_javascript, foreign_client_fixture,
    *boost::unit_test::precondition(installed(javascript)))

BOOST_AUTO_TEST_CASE(the_javascript_client_lists_every_call)
{
    check_everything(javascript);
}

BOOST_AUTO_TEST_CASE(the_javascript_client_lists_what_its_filters_select)
{
    check_filters(javascript);
}

BOOST_AUTO_TEST_CASE(the_javascript_client_creates_updates_and_deletes)
{
    check_writes(javascript, "true", "\"\"");
}

BOOST_AUTO_TEST_SUITE_END()
