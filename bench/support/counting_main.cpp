// The main() of benchmarks that count allocations.

#include "support/allocations.hpp"

#include <benchmark/benchmark.h>

#include <exception>
#include <iostream>

int main(int argc, char** argv)
{
    try
    {
        signalwire::bench::tell_openssl_apart();
        benchmark::Initialize(&argc, argv);
        if (benchmark::ReportUnrecognizedArguments(argc, argv))
            return 2;
        benchmark::RunSpecifiedBenchmarks();
    }
    catch (std::exception const& error)
    {
        std::cerr << argv[0] << ": " << error.what() << '\n';
        return 1;
    }
}
