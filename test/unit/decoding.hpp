#pragma once

#include "compat/describe_calls.hpp"
#include "json/decoder.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/compat/call_page.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire
{

/// Prints the mode in the names of test cases.
inline std::ostream& boost_test_print_type(std::ostream& out, decoding_mode mode)
{
    return out << (mode == decoding_mode::strict ? "strict" : "lenient");
}

} // namespace signalwire

namespace unit
{

/// The result of decoding a document.
template <class Page>
struct decoded_page
{
    decoded_page() = default;

    bool complete = false;
    Page page;
    signalwire::json::decode_error error;
    std::uint64_t deviations = 0;
    signalwire::json::deviation_counts deviations_by_member;
};

using decoded = decoded_page<signalwire::compat::call_page>;

template <class Page>
void take_outcome(decoded_page<Page>& out, signalwire::json::decoder const& decoder)
{
    out.deviations = decoder.deviations();
    out.deviations_by_member = decoder.counter().counts();
    if (!out.complete)
        out.error = decoder.error();
}

/// Decodes `text` in pieces of the sizes from `next_size`. Each piece is in separate memory, which
/// is freed before the next one.
template <class Page = signalwire::compat::call_page, class NextSize>
    requires std::invocable<NextSize&>
decoded_page<Page> decode(std::string_view text, signalwire::decoding_mode mode, NextSize next_size)
{
    decoded_page<Page> out;
    signalwire::json::decoder decoder(signalwire::json::schema<Page>::value, &out.page, mode);
    bool good = true;
    while (good && !text.empty())
    {
        std::string_view const part = text.substr(0, next_size());
        auto const copy = std::make_unique<char[]>(part.size());
        part.copy(copy.get(), part.size());
        good = decoder.write({copy.get(), part.size()});
        text.remove_prefix(part.size());
    }
    out.complete = good && decoder.finish();
    take_outcome(out, decoder);
    return out;
}

/// Decodes `text` in pieces of `piece` bytes.
template <class Page = signalwire::compat::call_page>
decoded_page<Page> decode(
    std::string_view text, signalwire::decoding_mode mode = signalwire::decoding_mode::lenient,
    std::size_t piece = std::string_view::npos)
{
    return decode<Page>(text, mode, [piece] { return piece; });
}

/// Decodes `text` in two pieces, the first of `first` bytes.
inline decoded decode_in_two(
    std::string_view text, std::size_t first,
    signalwire::decoding_mode mode = signalwire::decoding_mode::lenient)
{
    std::size_t size = first;
    return decode(text, mode, [&] { return std::exchange(size, std::string_view::npos); });
}

inline decoded decode_strictly(std::string_view text)
{
    return decode(text, signalwire::decoding_mode::strict);
}

} // namespace unit
