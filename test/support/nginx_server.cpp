#include "support/nginx_server.hpp"

#include "support/free_port.hpp"
#include "support/programs.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace signalwire::test
{

namespace
{

constexpr char const* request_format =
    "'protocol=$ssl_protocol reused=$ssl_session_reused status=$status "
    "encoding=$sent_http_content_encoding client=$ssl_client_verify "
    "connection=$connection request=$connection_requests bytes=$body_bytes_sent'";

/// Everything that Debian's nginx would otherwise put into /var.
std::string places(std::string const& directory)
{
    std::string out;
    for (char const* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        out.append(kind)
            .append("_temp_path ")
            .append(directory)
            .append("/")
            .append(kind)
            .append(";\n");
    return out;
}

std::vector<std::string> lines_of(std::string const& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

/// The numbers that follow `words` in the log, in order.
std::vector<pid_t> numbers_after(std::string const& text, std::string const& words)
{
    std::vector<pid_t> numbers;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at))
    {
        at += words.size();
        numbers.push_back(static_cast<pid_t>(std::strtol(text.c_str() + at, nullptr, 10)));
    }
    return numbers;
}

} // namespace

nginx_server::nginx_server(nginx_site const& site)
    : log_(directory_.file("error.log"))
    , requests_(directory_.file("access.log"))
{
    write_file(directory_.file("server.pem"), site.identity.certificate);
    write_file(directory_.file("server.key"), site.identity.key);
    port_ = start_on_free_port([&](std::uint16_t port) {
        configure(site, port);
        return start();
    });
}

nginx_server::~nginx_server()
{
    // A master that is killed leaves its workers behind.
    if (master_ && !master_->has_ended())
    {
        master_->send_signal(SIGTERM);
        master_->finish_unread();
    }
}

void nginx_server::configure(nginx_site const& site, std::uint16_t port) const
{
    std::string const& directory = directory_.path();
    std::ostringstream out;
    // A worker of another user would not get into a directory that is ours alone.
    if (::geteuid() == 0)
        out << "user root root;\n";
    out << "daemon off;\nworker_processes 1;\npid " << directory << "/pid;\nerror_log " << directory
        << "/error.log notice;\nevents { worker_connections 256; }\nhttp {\n"
        << places(directory) << "log_format served " << request_format << ";\naccess_log "
        << directory << "/access.log served;\n"
        << site.http << "\nserver {\nlisten 127.0.0.1:" << port << ' ' << site.listen_options
        << ";\nssl_certificate " << directory << "/server.pem;\nssl_certificate_key " << directory
        << "/server.key;\n"
        << site.server << "\n}\n}\n";
    write_file(directory_.file("nginx.conf"), out.str());
}

bool nginx_server::start()
{
    std::size_t const before = log_.text().size();
    child_options options;
    options.arguments = {"-p", directory_.path(),           "-c", directory_.file("nginx.conf"),
                         "-e", directory_.file("error.log")};
    master_ = std::make_unique<child_process>(require_program("nginx"), options);
    bool started = false;
    log_.await(
        "start of nginx",
        [&](std::string const& text) {
            started = text.find("start worker process ", before) != std::string::npos;
            return started || text.find("Address already in use", before) != std::string::npos;
        },
        [&] { return master_->has_ended(); });
    return started;
}

void nginx_server::reload()
{
    std::size_t const generations = workers().size();
    pid_t const old = workers().back();
    master_->send_signal(SIGHUP);
    std::string const farewell = "worker process " + std::to_string(old) + " exited with code 0";
    log_.await("reload", [&](std::string const& text) {
        return numbers_after(text, "start worker process ").size() > generations
            && text.find(farewell) != std::string::npos;
    });
}

void nginx_server::crash()
{
    pid_t const worker = workers().back();
    // The master first: it would start another worker.
    master_->send_signal(SIGKILL);
    master_->finish_unread();
    ::kill(worker, SIGKILL);
    for (int i = 0; i < 5000 && !is_free(port_); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

void nginx_server::restart()
{
    if (!start())
        throw std::runtime_error("somebody took the port of nginx: " + log_.text());
}

std::vector<std::string> nginx_server::await_requests(std::size_t count) const
{
    std::string const text = requests_.await(std::to_string(count) + " requests", [&](auto& log) {
        return static_cast<std::size_t>(std::count(log.begin(), log.end(), '\n')) >= count;
    });
    return lines_of(text);
}

std::vector<pid_t> nginx_server::workers() const
{
    return numbers_after(log_.text(), "start worker process ");
}

std::size_t count_with(std::vector<std::string> const& lines, std::string const& text)
{
    return static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [&](std::string const& line) {
            return line.find(text) != std::string::npos;
        }));
}

} // namespace signalwire::test
