// What bench_decode compares with when simdjson is there.

#include "rivals/dom_page.hpp"
#include "rivals/simdjson_charges.hpp"
#include "rivals/simdjson_page.hpp"
#include "support/page_bench.hpp"

#include <simdjson.h>

#include <string>

namespace bench = signalwire::bench;

namespace
{

/// Into plain records; times become integers, prices stay text.
void boost_dom_to_records(benchmark::State& state)
{
    bench::measure_decoding(
        state, [](std::string const& text) { return bench::parse_by_dom(text).calls.size(); });
}

/// The same, from a body that is there in one piece with room behind it.
void simdjson_to_records(benchmark::State& state)
{
    bench::simdjson_pages pages;
    bench::measure_decoding(
        state, [&](std::string& text) { return pages.parse(text).calls.size(); });
}

/// Without a look at times and prices.
void simdjson_to_text(benchmark::State& state)
{
    bench::simdjson_pages pages;
    bench::measure_decoding(state, [&](std::string& text) {
        return pages.parse<bench::text_page_record>(text).calls.size();
    });
}

/// Three members of each call.
void simdjson_to_charges(benchmark::State& state)
{
    bench::simdjson_charges charges;
    bench::measure_decoding(state, [&](std::string& text) { return charges.parse(text).size(); });
}

/// A tree, and no value out of it yet.
void simdjson_dom(benchmark::State& state)
{
    simdjson::dom::parser parser;
    bench::measure_decoding(state, [&](std::string& text) {
        text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
        return parser.parse(text.data(), text.size(), false)["calls"].get_array().size();
    });
}

} // namespace

BENCHMARK(boost_dom_to_records)->Arg(50)->Arg(1000);
BENCHMARK(simdjson_to_records)->Arg(50)->Arg(1000);
BENCHMARK(simdjson_to_text)->Arg(50)->Arg(1000);
BENCHMARK(simdjson_to_charges)->Arg(50)->Arg(1000);
BENCHMARK(simdjson_dom)->Arg(50)->Arg(1000);
