#include "support/tinyproxy_server.hpp"

#include "support/free_port.hpp"
#include "support/programs.hpp"

#include <stdexcept>

namespace signalwire::test
{

tinyproxy_server::tinyproxy_server(std::string const& directives)
    : log_(directory_.file("log"))
{
    port_ = start_on_free_port([&](std::uint16_t port) { return start(directives, port); });
}

bool tinyproxy_server::start(std::string const& directives, std::uint16_t port)
{
    std::string const configuration = directory_.file("tinyproxy.conf");
    write_file(
        configuration,
        "Listen 127.0.0.1\nPort " + std::to_string(port)
            + "\nTimeout 60\nMaxClients 100\nLogLevel Info\nLogFile \"" + directory_.file("log")
            + "\"\n" + directives + '\n');
    child_options options;
    options.arguments = {"-d", "-c", configuration};
    process_ = std::make_unique<child_process>(require_program("tinyproxy"), options);
    bool ended = false;
    log_.await(
        "start of tinyproxy",
        [&](std::string const& text) {
            return ended || text.find("Accepting connections") != std::string::npos;
        },
        [&] { return ended = process_->has_ended(); });
    if (!ended)
        return true;
    process_->finish();
    // What it says when the port is taken. Everything else is a mistake of the test's.
    if (process_->errors().find("Could not create listening sockets") == std::string::npos)
        throw std::runtime_error("tinyproxy: " + process_->errors() + log_.text());
    return false;
}

std::size_t tinyproxy_server::tunnels_wanted() const
{
    std::string const text = log_.text();
    std::size_t count = 0;
    std::string const sign = ": CONNECT ";
    for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign, at + 1))
        ++count;
    return count;
}

} // namespace signalwire::test
