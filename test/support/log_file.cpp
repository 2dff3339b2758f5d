#include "support/log_file.hpp"

#include <boost/test/results_collector.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace signalwire::test
{

namespace ut = boost::unit_test;

namespace
{

bool test_case_fails()
{
    return std::uncaught_exceptions() > 0
        || !ut::results_collector.results(ut::framework::current_test_case_id()).passed();
}

} // namespace

log_file::~log_file()
{
    if (test_case_fails())
        std::cerr << path_ << ":\n" << text() << '\n';
}

std::string log_file::text() const
{
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string log_file::await(
    std::string const& what, std::function<bool(std::string const& text)> const& arrived,
    std::function<bool()> const& over) const
{
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    for (;;)
    {
        // Asked first: what is written before the end is still read.
        bool const last = over() || std::chrono::steady_clock::now() > deadline;
        std::string found = text();
        if (arrived(found))
            return found;
        if (last)
            throw std::runtime_error("no " + what + " in " + path_ + ": " + found);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

} // namespace signalwire::test
