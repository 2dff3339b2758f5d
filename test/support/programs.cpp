#include "support/programs.hpp"

#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace signalwire::test
{

namespace
{

bool is_executable(std::string const& path)
{
    return ::access(path.c_str(), X_OK) == 0;
}

std::string search_path()
{
    char const* const path = std::getenv("PATH");
    std::string const unpacked = SIGNALWIRE_TEST_PROGRAMS;
    return std::string(path == nullptr ? "/usr/bin:/bin" : path)
        + ":/usr/local/sbin:/usr/sbin:/sbin:" + unpacked + "/usr/sbin:" + unpacked + "/usr/bin";
}

} // namespace

std::optional<std::string> find_program(std::string const& name)
{
    std::istringstream directories(search_path());
    for (std::string each; std::getline(directories, each, ':');)
    {
        std::string candidate = each + '/' + name;
        if (!each.empty() && is_executable(candidate))
            return candidate;
    }
    return std::nullopt;
}

std::string require_program(std::string const& name)
{
    std::optional<std::string> found = find_program(name);
    if (!found)
        throw std::runtime_error("there is no program " + name);
    return *std::move(found);
}

boost::test_tools::assertion_result needs::operator()(boost::unit_test::test_unit_id) const
{
    if (find_program(program_))
        return true;
    boost::test_tools::assertion_result missing(false);
    missing.message() << "there is no program " << program_ << " (package " << package_ << ")";
    return missing;
}

} // namespace signalwire::test
