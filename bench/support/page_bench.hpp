#pragma once

#include "support/sample_page.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace signalwire::bench
{

/// Runs `decode` on a page of `state.range(0)` calls and reports bytes per second. It is given the
/// same `std::string&` each time, may append to its capacity, and returns how many calls it found.
template <class Decode>
void measure_decoding(benchmark::State& state, Decode decode)
{
    auto const calls = static_cast<std::size_t>(state.range(0));
    std::string text = sample_page(calls);
    for ([[maybe_unused]] auto const iteration : state)
    {
        if (decode(text) != calls)
        {
            state.SkipWithError("not all calls were decoded");
            return;
        }
    }
    state.SetBytesProcessed(
        static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
}

} // namespace signalwire::bench
