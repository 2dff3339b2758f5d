// The index of a text, by every implementation, against a look at each byte.

#include "json/text_index.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace json = signalwire::json;

BOOST_AUTO_TEST_SUITE(json_text_index)

namespace
{

char const* expected_end(char const* first, char const* last)
{
    return std::find_if_not(first, last, [](char c) { return json::is_plain(c); });
}

/// Text behind whose end nothing may be read, as sanitizers see it.
class lonely_text
{
public:
    explicit lonely_text(std::size_t size)
        : bytes_(std::make_unique<char[]>(size))
        , size_(size)
    {
        std::fill_n(bytes_.get(), size, 'x');
    }

    char* begin() noexcept
    {
        return bytes_.get();
    }
    char* end() noexcept
    {
        return bytes_.get() + size_;
    }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_;
};

/// Where text that can be copied ends, decoded character by character.
char const* expected_text_end(std::string_view text)
{
    std::size_t at = 0;
    while (at != text.size())
    {
        auto const byte = [&](std::size_t i) {
            return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
        };
        auto const is_next = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
        unsigned const first = byte(at);
        if (json::is_plain(text[at]))
            ++at;
        else if (first >= 0xc2 && first < 0xe0 && is_next(at + 1))
            at += 2;
        else if (
            (first & 0xf0) == 0xe0 && is_next(at + 1) && is_next(at + 2)
            && (first != 0xe0 || byte(at + 1) >= 0xa0) && (first != 0xed || byte(at + 1) < 0xa0))
            at += 3;
        else if (
            first >= 0xf0 && first <= 0xf4 && is_next(at + 1) && is_next(at + 2) && is_next(at + 3)
            && (first != 0xf0 || byte(at + 1) >= 0x90) && (first != 0xf4 || byte(at + 1) < 0x90))
            at += 4;
        else
            break;
    }
    return text.data() + at;
}

} // namespace

BOOST_AUTO_TEST_CASE(the_fastest_implementation_is_used)
{
    BOOST_TEST(json::block_scans().size() >= 2U);
    std::string const text(100, 'x');
    json::text_index index;
    index.assign(text);
    BOOST_TEST((index.skip_plain(text.data() + 1) == text.data() + text.size()));
    json::text_index const empty;
    BOOST_TEST((empty.skip_plain(nullptr) == nullptr));
}

BOOST_AUTO_TEST_CASE(every_byte_is_judged_alike)
{
    BOOST_TEST(json::is_plain('\x7f'));
    BOOST_TEST(!json::is_plain('\x80'));
    std::string text(std::size_t{64} * 256, 'x');
    std::mt19937 random(1);
    for (std::size_t i = 0; i != 256; ++i)
    {
        // In another place of each block.
        for (std::size_t count = 1 + random() % 3; count != 0; --count)
            text[i * 64 + random() % 64] = static_cast<char>(random() % 8 == 0 ? random() : i);
    }
    std::vector<std::uint64_t> expected(256);
    for (std::size_t i = 0; i != text.size(); ++i)
        expected[i / 64] |= std::uint64_t{json::is_plain(text[i]) ? 0U : 1U} << i % 64;
    for (json::block_scan_variant const& variant : json::block_scans())
    {
        std::vector<std::uint64_t> bits(256, 0x5555);
        variant.scan(text.data(), bits);
        BOOST_TEST(bits == expected, variant.name);
    }
}

BOOST_AUTO_TEST_CASE(every_length_and_alignment_is_scanned_alike)
{
    for (json::block_scan_variant const& variant : json::block_scans())
    {
        json::text_index index(variant.scan);
        for (std::size_t size = 0; size != 200; ++size)
        {
            lonely_text text(size);
            for (std::size_t from = 0; from <= std::min<std::size_t>(size, 70); ++from)
            {
                index.assign({text.begin() + from, size - from});
                BOOST_TEST_REQUIRE(
                    (index.skip_plain(text.begin() + from) == text.end()),
                    variant.name << ' ' << size << ' ' << from);
                BOOST_TEST_REQUIRE((index.skip_plain(text.end()) == text.end()));
            }
            for (std::size_t at = 0; at < size; ++at)
            {
                text.begin()[at] = '"';
                index.assign({text.begin(), size});
                for (std::size_t const from : {std::size_t{0}, at / 2, at})
                    BOOST_TEST_REQUIRE(
                        (index.skip_plain(text.begin() + from) == text.begin() + at),
                        variant.name << ' ' << size << ' ' << at);
                BOOST_TEST_REQUIRE((index.skip_plain(text.begin() + at + 1) == text.end()));
                text.begin()[at] = 'x';
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(random_text_is_scanned_alike)
{
    // Characters of UTF-8 whole, cut and broken.
    constexpr std::string_view parts[] = {
        "plain text",
        "a",
        "\xc2\x80",
        "\xdf\xbf",
        "\xe0\xa0\x80",
        "\xed\x9f\xbf",
        "\xef\xbf\xbf",
        "\xf0\x90\x80\x80",
        "\xf4\x8f\xbf\xbf",
        "a text that is longer than a vector of 32 bytes",
        "\xc1\xbf",
        "\xe0\x9f\xbf",
        "\xed\xa0\x80",
        "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\x80",
        "\xe2\x82",
        "\xf0\x9f\x98",
        "\"",
        "\\",
        "\x1f",
        "\x7f"};
    constexpr std::size_t good_parts = 10;
    std::mt19937 random(1);
    for (int round = 0; round != 20'000; ++round)
    {
        std::string text;
        for (std::size_t count = random() % 12; count != 0; --count)
            text += parts[random() % (random() % 8 == 0 ? std::size(parts) : good_parts)];
        lonely_text copy(text.size());
        std::copy(text.begin(), text.end(), copy.begin());
        std::string_view const view(copy.begin(), text.size());
        for (json::block_scan_variant const& variant : json::block_scans())
        {
            json::text_index index(variant.scan);
            index.assign(view);
            for (std::size_t at = 0; at <= view.size(); at += 1 + random() % 40)
            {
                char const* const first = copy.begin() + at;
                BOOST_TEST_REQUIRE(
                    (index.skip_plain(first) == expected_end(first, copy.end())),
                    variant.name << ", round " << round);
                BOOST_TEST_REQUIRE(
                    (index.skip_text(first) == expected_text_end(view.substr(at))),
                    variant.name << ", round " << round);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_largest_text_is_indexed)
{
    std::string text(json::text_index::max_size, 'x');
    for (json::block_scan_variant const& variant : json::block_scans())
    {
        json::text_index index(variant.scan);
        index.assign(text);
        BOOST_TEST((index.skip_plain(text.data()) == text.data() + text.size()), variant.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
