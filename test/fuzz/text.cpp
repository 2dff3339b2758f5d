// Where strings end, by every implementation that this machine can run.

#include "fuzz/fuzz.hpp"
#include "json/text_index.hpp"

#include <cstddef>
#include <string_view>

using fuzz::require;
namespace json = signalwire::json;

SIGNALWIRE_FUZZ_TARGET(input)
{
    std::string_view const text = input.substr(0, json::text_index::max_size);
    fuzz::lonely_bytes const piece(text);
    std::string_view const view = piece.view();
    json::text_index plain(json::block_scans().front().scan);
    plain.assign(view);
    for (json::block_scan_variant const& variant : json::block_scans())
    {
        json::text_index index(variant.scan);
        index.assign(view);
        for (std::size_t at = 0; at <= view.size(); ++at)
        {
            char const* const first = view.data() + at;
            require(
                index.skip_plain(first) == plain.skip_plain(first),
                "all implementations find the same characters");
            require(
                index.skip_text(first) == plain.skip_text(first),
                "all implementations find the end of the same text");
        }
    }
    for (std::size_t at = 0; at < view.size(); ++at)
        require(
            (plain.skip_plain(view.data() + at) == view.data() + at) == !json::is_plain(view[at]),
            "the index tells what is plain");
}
