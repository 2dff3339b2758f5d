#include "support/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace signalwire::test
{

namespace
{

constexpr std::chrono::seconds patience(60);

void check(int result, char const* what)
{
    if (result < 0)
        throw std::system_error(errno, std::generic_category(), what);
}

bool concerns_clients(std::string_view variable)
{
    return variable.starts_with("SIGNALWIRE_") || variable.starts_with("SSL_CERT_")
        || variable.find("_PROXY=") != std::string_view::npos
        || variable.find("_proxy=") != std::string_view::npos || variable.starts_with("TERM=");
}

std::vector<std::string> make_environment(std::map<std::string, std::string> const& added)
{
    std::vector<std::string> variables = {"TERM=xterm"};
    for (auto const& [name, value] : added)
        variables.push_back(name + '=' + value);
    for (char** entry = environ; *entry != nullptr; ++entry)
    {
        std::string const name(*entry, std::strcspn(*entry, "="));
        if (!concerns_clients(*entry) && !added.contains(name))
            variables.emplace_back(*entry);
    }
    return variables;
}

std::vector<char*> pointers(std::vector<std::string>& strings)
{
    std::vector<char*> result;
    for (std::string& each : strings)
        result.push_back(each.data());
    result.push_back(nullptr);
    return result;
}

/// What posix_spawn does in the child.
class spawn_plan
{
public:
    spawn_plan()
    {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);

        // The child starts as from a shell, whatever the test program has done with its signals.
        sigset_t none;
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        sigset_t defaults;
        ::sigemptyset(&defaults);
        for (int const number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP})
            ::sigaddset(&defaults, number);
        ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }

    spawn_plan(spawn_plan const&) = delete;
    spawn_plan& operator=(spawn_plan const&) = delete;

    ~spawn_plan()
    {
        for (int const fd : child_ends_)
            ::close(fd);
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    /// Gives our end of the child's stream `target`; -1 when we have none.
    int connect(int target, child_stream kind)
    {
        switch (kind)
        {
        case child_stream::full_device:
            ::posix_spawn_file_actions_addopen(&actions_, target, "/dev/full", O_WRONLY, 0);
            return -1;
        case child_stream::terminal: return connect_terminal(target);
        case child_stream::pipe:
        case child_stream::narrow_pipe: break;
        }
        std::array<int, 2> ends{};
        check(::pipe2(ends.data(), O_CLOEXEC), "pipe2");
        if (kind == child_stream::narrow_pipe)
            check(::fcntl(ends[1], F_SETPIPE_SZ, 4096), "F_SETPIPE_SZ");
        use(ends[1], target);
        return ends[0];
    }

    pid_t run(std::string const& program, child_options const& options)
    {
        std::vector<std::string> words = {program};
        words.insert(words.end(), options.arguments.begin(), options.arguments.end());
        std::vector<std::string> variables = make_environment(options.environment);
        // Asio's sockets would live on in the child: a server that stops would go on listening.
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
        pid_t pid = -1;
        int const error = ::posix_spawn(
            &pid, program.c_str(), &actions_, &attributes_, pointers(words).data(),
            pointers(variables).data());
        if (error != 0)
            throw std::system_error(error, std::generic_category(), program);
        return pid;
    }

private:
    int connect_terminal(int target)
    {
        int const master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        check(master, "posix_openpt");
        check(::grantpt(master), "grantpt");
        check(::unlockpt(master), "unlockpt");
        winsize size{};
        size.ws_col = 100;
        size.ws_row = 24;
        check(::ioctl(master, TIOCSWINSZ, &size), "TIOCSWINSZ");
        std::array<char, 64> name{};
        check(-::ptsname_r(master, name.data(), name.size()), "ptsname_r");
        int const slave = ::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
        check(slave, "open");
        use(slave, target);
        return master;
    }

    void use(int child_end, int target)
    {
        child_ends_.push_back(child_end);
        ::posix_spawn_file_actions_adddup2(&actions_, child_end, target);
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
    std::vector<int> child_ends_;
};

} // namespace

child_process::child_process(std::string const& program, child_options const& options)
    : deadline_(std::chrono::steady_clock::now() + patience)
{
    spawn_plan plan;
    output_.fd = plan.connect(STDOUT_FILENO, options.output);
    errors_.fd = plan.connect(STDERR_FILENO, options.errors);
    pid_ = plan.run(program, options);
}

child_process::~child_process()
{
    if (!status_)
    {
        ::kill(pid_, SIGKILL);
        reap(0);
    }
    for (stream const* each : {&output_, &errors_})
        if (each->fd >= 0)
            ::close(each->fd);
}

std::string child_process::take_lines()
{
    std::size_t const end = output_.text.rfind('\n') + 1;
    std::string lines = output_.text.substr(0, end);
    output_.text.erase(0, end);
    return lines;
}

void child_process::await_output(std::string_view text)
{
    while (output_.text.find(text) == std::string::npos)
    {
        if (output_.fd < 0)
            give_up(text);
        read_some();
    }
}

void child_process::await_errors(std::string_view text)
{
    while (errors_.text.find(text) == std::string::npos)
    {
        if (errors_.fd < 0)
            give_up(text);
        read_some();
    }
}

bool child_process::await_lines()
{
    while (output_.fd >= 0 && output_.text.find('\n') == std::string::npos)
        read_some();
    return output_.text.find('\n') != std::string::npos;
}

void child_process::close_output()
{
    ::close(std::exchange(output_.fd, -1));
}

void child_process::send_signal(int number) const
{
    check(::kill(pid_, number), "kill");
}

int child_process::finish()
{
    while (output_.fd >= 0 || errors_.fd >= 0)
        read_some();
    return finish_unread();
}

int child_process::finish_unread()
{
    // A minute of waiting in small steps, since nothing portable waits with a limit.
    while (!has_ended())
    {
        if (std::chrono::steady_clock::now() > deadline_)
            give_up("the end of the child");
        ::poll(nullptr, 0, 5);
    }
    int const status = *status_;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

bool child_process::has_ended()
{
    if (!status_)
        reap(WNOHANG);
    return status_.has_value();
}

void child_process::reap(int wait_options)
{
    int status = 0;
    pid_t const found = ::waitpid(pid_, &status, wait_options);
    check(found, "waitpid");
    if (found == pid_)
        status_ = status;
}

void child_process::read_some()
{
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline_ - std::chrono::steady_clock::now());
    std::array<pollfd, 2> entries = {{{output_.fd, POLLIN, 0}, {errors_.fd, POLLIN, 0}}};
    int const ready = ::poll(
        entries.data(), entries.size(), static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    check(ready, "poll");
    if (ready == 0)
        give_up("output");
    look_at_memory();
    if (entries[0].revents != 0)
        read_from(output_);
    if (entries[1].revents != 0)
        read_from(errors_);
}

void child_process::read_from(stream& source)
{
    std::array<char, 64 * 1024> piece{};
    ssize_t const count = ::read(source.fd, piece.data(), piece.size());
    // A terminal whose other end is closed says EIO where a pipe says nothing.
    if (count <= 0)
        ::close(std::exchange(source.fd, -1));
    else
    {
        source.text.append(piece.data(), static_cast<std::size_t>(count));
        deadline_ = std::chrono::steady_clock::now() + patience;
    }
}

void child_process::look_at_memory()
{
    std::ifstream file("/proc/" + std::to_string(pid_) + "/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmHWM:"))
            peak_memory_ =
                std::max<std::size_t>(peak_memory_, std::strtoul(line.c_str() + 6, nullptr, 10));
}

void child_process::give_up(std::string_view waited_for) const
{
    throw std::runtime_error(
        "the child did not give " + std::string(waited_for) + "; its output was: "
        + output_.text.substr(0, 2000) + "; its standard error: " + errors_.text.substr(0, 2000));
}

} // namespace signalwire::test
