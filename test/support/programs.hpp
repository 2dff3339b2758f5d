#pragma once

#include <boost/test/tree/test_unit.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <utility>

namespace signalwire::test
{

/// The path of an installed program, or of one that `./run test` has unpacked; nothing when there
/// is none. Servers are often where PATH does not lead: in /usr/sbin.
[[nodiscard]] std::optional<std::string> find_program(std::string const& name);

/// The same, for those who cannot do without. Throws `std::runtime_error`.
[[nodiscard]] std::string require_program(std::string const& name);

/// Skips suites and cases, in so many words, where a program is missing:
///
///     BOOST_AUTO_TEST_SUITE(with_nginx, *boost::unit_test::precondition(needs("nginx", "nginx")))
class needs
{
public:
    needs(std::string program, std::string package)
        : program_(std::move(program))
        , package_(std::move(package))
    {
    }

    boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id) const;

private:
    std::string program_;
    std::string package_;
};

} // namespace signalwire::test
