#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string_view>
#include <vector>

/// What all targets share. A target is a function with the name that libFuzzer calls,
/// `LLVMFuzzerTestOneInput`, defined with SIGNALWIRE_FUZZ_TARGET; it ends the program when what it
/// tests breaks a promise. Either libFuzzer's main() calls it or that of replay.cpp.
namespace fuzz
{

/// Ends the program, in a way that fuzzers take for a finding, unless `holds`.
inline void require(bool holds, char const* promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "\nBroken promise: %s\n", promise);
    std::abort();
}

/// A pseudo-random number generator that depends on `input` alone: the same input is always treated
/// in the same way, and none of its bytes is spent on saying which.
inline std::minstd_rand random_of(std::string_view input)
{
    std::uint32_t hash = 2166136261U;
    for (char const c : input)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return std::minstd_rand(hash);
}

/// Where to cut `text`: lengths of pieces that add up to its own. All are 1 when `most` is 1.
inline std::vector<std::size_t> pieces(std::string_view text, std::size_t most)
{
    std::minstd_rand random = random_of(text);
    std::vector<std::size_t> out;
    for (std::size_t left = text.size(); left > 0; left -= out.back())
        out.push_back(std::min(left, 1 + random() % most));
    return out;
}

/// Bytes in memory of their own, so that a sanitizer sees who reads beyond them.
class lonely_bytes
{
public:
    explicit lonely_bytes(std::string_view text)
        : size_(text.size())
        , bytes_(std::make_unique<char[]>(text.size()))
    {
        text.copy(bytes_.get(), size_);
    }

    std::string_view view() const noexcept
    {
        return {bytes_.get(), size_};
    }

private:
    std::size_t size_;
    std::unique_ptr<char[]> bytes_;
};

} // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

/// Begins the definition of a target: a function body with the parameter `input` follows.
#define SIGNALWIRE_FUZZ_TARGET(input)                                                 \
    static void run_target(std::string_view input);                                   \
    extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) \
    {                                                                                 \
        run_target({reinterpret_cast<char const*>(data), size});                      \
        return 0;                                                                     \
    }                                                                                 \
    static void run_target(std::string_view input)
