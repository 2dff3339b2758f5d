#pragma once

#include "compat/describe_calls.hpp"
#include "json/decoder.hpp"

#include <signalwire/compat/call_page.hpp>
#include <signalwire/decoding_mode.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace unit
{

/// What became of a document.
struct decoded
{
    decoded() = default;

    bool complete = false;
    signalwire::compat::call_page page;
    signalwire::json::decode_error error;
    std::uint64_t drift = 0;
    signalwire::json::drift_counts drift_by_member;
};

inline void take_outcome(decoded& out, signalwire::json::decoder const& decoder)
{
    out.drift = decoder.drift();
    out.drift_by_member = decoder.drift_by_member();
    if (!out.complete)
        out.error = decoder.error();
}

/// Decodes `text` in pieces of `piece` bytes. Every piece lies in memory of its own, which ends
/// where the piece ends and is gone before the next one comes.
inline decoded decode(
    std::string_view text, signalwire::decoding_mode mode = signalwire::decoding_mode::lenient,
    std::size_t piece = std::string_view::npos)
{
    decoded out;
    signalwire::json::decoder decoder(
        signalwire::json::description<signalwire::compat::call_page>::type, &out.page, mode);
    bool good = true;
    for (std::size_t i = 0; good && i < text.size(); i += std::min(piece, text.size() - i))
    {
        std::string_view const part = text.substr(i, piece);
        auto const copy = std::make_unique<char[]>(part.size());
        part.copy(copy.get(), part.size());
        good = decoder.write({copy.get(), part.size()});
    }
    out.complete = good && decoder.finish();
    take_outcome(out, decoder);
    return out;
}

/// Decodes `text` in two pieces, the first of `first` bytes.
inline decoded decode_in_two(
    std::string_view text, std::size_t first,
    signalwire::decoding_mode mode = signalwire::decoding_mode::lenient)
{
    decoded out;
    signalwire::json::decoder decoder(
        signalwire::json::description<signalwire::compat::call_page>::type, &out.page, mode);
    bool good = true;
    for (std::string_view part : {text.substr(0, first), text.substr(first)})
    {
        auto const copy = std::make_unique<char[]>(part.size());
        part.copy(copy.get(), part.size());
        good = good && decoder.write({copy.get(), part.size()});
    }
    out.complete = good && decoder.finish();
    take_outcome(out, decoder);
    return out;
}

inline decoded decode_strictly(std::string_view text)
{
    return decode(text, signalwire::decoding_mode::strict);
}

} // namespace unit
