// The main() of every test program, and one line per finished test case for ./run to count.
//
// Boost.Test writes its own reports at the end, so a test that crashes or is killed takes all of
// them with it. These lines are flushed as they come: what is missing in the end has failed.

#include <boost/test/results_collector.hpp>
#include <boost/test/tree/traverse.hpp>
#include <boost/test/tree/visitor.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>

namespace
{

namespace ut = boost::unit_test;

/// A line for every case below a unit that does not run.
class skipped_cases : public ut::test_tree_visitor
{
public:
    explicit skipped_cases(std::ostream& out)
        : out_(out)
    {
    }

    void visit(ut::test_case const& unit) override
    {
        out_ << "skip " << unit.full_name() << std::endl;
    }

private:
    std::ostream& out_;
};

class results_observer : public ut::test_observer
{
public:
    results_observer()
    {
        if (char const* path = std::getenv("SIGNALWIRE_TEST_RESULTS"))
            out_.open(path);
        ut::framework::register_observer(*this);
    }

    ~results_observer() override
    {
        ut::framework::deregister_observer(*this);
    }

    void test_start(ut::counter_t cases, ut::test_unit_id) override
    {
        out_ << "total " << cases << std::endl;
    }

    void test_unit_start(ut::test_unit const& unit) override
    {
        if (unit.p_type == ut::TUT_CASE)
            out_ << "start " << unit.full_name() << std::endl;
    }

    void test_unit_finish(ut::test_unit const& unit, unsigned long) override
    {
        if (unit.p_type == ut::TUT_CASE)
            out_ << verdict(ut::results_collector.results(unit.p_id)) << ' ' << unit.full_name()
                 << std::endl;
    }

    void test_unit_skipped(ut::test_unit const& unit, ut::const_string reason) override
    {
        if (!unit.is_enabled())
        {
            if (unit.p_type == ut::TUT_CASE)
                out_ << "disabled " << unit.full_name() << std::endl;
            return;
        }
        // On the screen too: Boost.Test itself does not say it, unless it is asked for details.
        std::cerr << "SKIPPED " << unit.full_name() << ": " << reason << std::endl;
        skipped_cases cases(out_);
        ut::traverse_test_tree(unit.p_id, cases);
    }

    // After the framework's own collector, whose verdict is read above.
    int priority() override
    {
        return 100;
    }

private:
    static char const* verdict(ut::test_results const& results)
    {
        return results.passed() ? "pass" : results.skipped() ? "skip" : "fail";
    }

    std::ofstream out_;
};

results_observer the_observer;

bool set_up()
{
    ut::framework::master_test_suite().p_name.value = "signalwire-asio";
    return true;
}

} // namespace

// By hand, because the macro for it works only where no precompiled header knows Boost.Test.
int main(int argc, char* argv[])
{
    return ut::unit_test_main(set_up, argc, argv);
}
