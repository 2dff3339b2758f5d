// How fast does a page become calls? Beside it: a tree of values, which is not there yet.

#include "compat/describe_calls.hpp"
#include "compat/lists.hpp"
#include "json/decoder.hpp"
#include "paging/any_page.hpp"
#include "paging/projected_list.hpp"
#include "support/page_bench.hpp"

#include <signalwire/detail/projection.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/stream_parser.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bench = signalwire::bench;
namespace compat = signalwire::compat;
namespace json = signalwire::json;
namespace paging = signalwire::paging;

namespace
{

/// What a report about charges reads of a call.
struct charge
{
    std::string sid;
    std::int64_t duration = 0;
    std::optional<signalwire::decimal> price;
};
BOOST_DESCRIBE_STRUCT(charge, (), (sid, duration, price))

/// As much as a TLS record holds.
constexpr std::size_t piece_size = std::size_t{16} * 1024;

/// Calls `write` with `text` as a connection would deliver it.
template <class Write>
void in_pieces(std::string_view text, Write write)
{
    for (std::size_t at = 0; at < text.size(); at += piece_size)
        write(text.substr(at, piece_size));
}

void decode(std::string_view text, json::object_schema const& type, void* page)
{
    json::decoder decoder(type, page, signalwire::decoding_mode::lenient);
    in_pieces(text, [&](std::string_view piece) {
        if (!decoder.write(piece))
            throw std::runtime_error(decoder.error().reason);
    });
    if (!decoder.finish())
        throw std::runtime_error(decoder.error().reason);
}

/// Into typed calls, deviations counted, as the client does.
void sdk(benchmark::State& state)
{
    bench::measure_decoding(state, [](std::string_view text) {
        compat::call_page page;
        decode(text, json::schema<compat::call_page>::value, &page);
        benchmark::DoNotOptimize(page.calls.data());
        return page.calls.size();
    });
}

/// Three members of each call, and those that paging reads.
void sdk_projection(benchmark::State& state)
{
    paging::list_type_ptr const type =
        paging::make_projected(compat::calls_list, signalwire::detail::projection_of<charge>);
    bench::measure_decoding(state, [&](std::string_view text) {
        paging::any_page page(*type);
        decode(text, *type->page, page.address());
        return page.size();
    });
}

void boost_dom(benchmark::State& state)
{
    bench::measure_decoding(state, [](std::string_view text) {
        boost::json::monotonic_resource memory;
        boost::json::parser parser;
        parser.reset(&memory);
        parser.write(text);
        boost::json::value const tree = parser.release();
        return tree.at("calls").as_array().size();
    });
}

void boost_dom_in_pieces(benchmark::State& state)
{
    bench::measure_decoding(state, [](std::string_view text) {
        boost::json::monotonic_resource memory;
        boost::json::stream_parser parser;
        parser.reset(&memory);
        in_pieces(text, [&](std::string_view piece) { parser.write(piece); });
        parser.finish();
        boost::json::value const tree = parser.release();
        return tree.at("calls").as_array().size();
    });
}

} // namespace

BENCHMARK(sdk)->Arg(50)->Arg(1000);
BENCHMARK(sdk_projection)->Arg(50)->Arg(1000);
BENCHMARK(boost_dom)->Arg(50)->Arg(1000);
BENCHMARK(boost_dom_in_pieces)->Arg(50)->Arg(1000);
BENCHMARK_MAIN();
