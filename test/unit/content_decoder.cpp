#include "http/content_decoder.hpp"

#include "support/gzip.hpp"

#include <signalwire/errc.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace http = signalwire::http;
using boost::system::error_code;
using signalwire::errc;
using signalwire::test::gzip;

BOOST_AUTO_TEST_SUITE(content_decoder)

namespace
{

class recorder final : public http::response_sink
{
public:
    void on_head(http::response_head const& head) override
    {
        status = head.status;
    }

    void on_deviation(std::string_view name, error_code& ec) override
    {
        deviations.emplace_back(name);
        if (strict)
            ec = errc::malformed_response;
    }

    bool complete() const override
    {
        return body == whole;
    }

    void on_body(std::string_view bytes, error_code& ec) override
    {
        largest = std::max(largest, bytes.size());
        body += bytes;
        if (body.size() > accept)
            ec = errc::invalid_json;
    }

    void on_end(error_code& ec) override
    {
        ended = true;
        ec = at_end;
    }

    std::vector<std::string> deviations;
    /// The complete body.
    std::string whole = "(never)";
    bool strict = false;
    int status = 0;
    std::string body;
    std::size_t largest = 0;
    bool ended = false;
    std::size_t accept = std::numeric_limits<std::size_t>::max();
    error_code at_end;
};

struct outcome
{
    error_code code;
    std::string error_message;
};

outcome decode(
    recorder& target, std::string_view coding, std::string_view body, std::size_t piece = 1000,
    std::uint64_t limit = 1'000'000)
{
    http::content_decoder decoder(target, limit);
    http::response_head head;
    head.status = 200;
    head.content_encoding = coding;
    decoder.on_head(head);
    outcome out;
    while (!body.empty() && !out.code)
    {
        decoder.on_body(body.substr(0, piece), out.code);
        body.remove_prefix(std::min(piece, body.size()));
    }
    if (!out.code)
        decoder.on_end(out.code);
    out.error_message = decoder.error_message();
    return out;
}

/// Incompressible data that spans many buffers in both forms.
std::string noise(std::size_t size)
{
    std::mt19937 random(1);
    std::string out(size, ' ');
    for (char& c : out)
        c = static_cast<char>('a' + random() % 26);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(unencoded_body_passes_through)
{
    for (std::string_view coding :
         {"", "identity", "Identity", "none", "UTF-8", "utf8", "identity, identity", ", none"})
    {
        recorder target;
        BOOST_TEST(!decode(target, coding, "plain").code);
        BOOST_TEST(target.status == 200);
        BOOST_TEST(target.body == "plain");
        BOOST_TEST(target.ended);
        bool const is_usual = coding.empty() || coding == "identity" || coding == "Identity";
        BOOST_TEST(target.deviations.size() == (is_usual ? 0U : 1U));
    }
}

BOOST_DATA_TEST_CASE(
    gzip_is_decoded_in_pieces_of_any_size, boost::unit_test::data::make({1, 7, 100000}))
{
    std::string const text = noise(100'000);
    for (std::string_view coding : {"gzip", "x-gzip", "GZIP"})
    {
        recorder target;
        outcome const got = decode(target, coding, gzip(text), static_cast<std::size_t>(sample));
        BOOST_TEST(!got.code);
        BOOST_TEST((target.body == text));
        BOOST_TEST(target.ended);
    }
}

BOOST_AUTO_TEST_CASE(several_gzip_members_are_decoded)
{
    recorder target;
    BOOST_TEST(!decode(target, "gzip", gzip("one, ") + gzip("") + gzip("two"), 1).code);
    BOOST_TEST(target.body == "one, two");
}

BOOST_AUTO_TEST_CASE(empty_body_needs_no_gzip)
{
    recorder target;
    BOOST_TEST(!decode(target, "gzip", "").code);
    BOOST_TEST(target.ended);
}

BOOST_AUTO_TEST_CASE(decompression_bomb_stops_at_the_limit)
{
    std::string const bomb = gzip(std::string(50'000'000, '0'));
    BOOST_TEST(bomb.size() < 60'000U);
    recorder target;
    outcome const got = decode(target, "gzip", bomb, bomb.size(), 1'000'000);
    BOOST_TEST((got.code == errc::body_too_large));
    BOOST_TEST(got.error_message.find("limits.max_body_bytes") != std::string::npos);
    BOOST_TEST(target.body.size() <= 1'000'000U);
    BOOST_TEST(target.largest <= 16U * 1024);
    BOOST_TEST(!target.ended);
}

BOOST_AUTO_TEST_CASE(body_of_exactly_the_limit_is_accepted)
{
    recorder target;
    BOOST_TEST(!decode(target, "gzip", gzip(noise(40'000)), 1000, 40'000).code);
    recorder other;
    BOOST_TEST(
        (decode(other, "gzip", gzip(noise(40'001)), 1000, 40'000).code == errc::body_too_large));
}

BOOST_AUTO_TEST_CASE(truncation_at_any_byte_is_detected)
{
    std::string const whole = gzip("a page of calls");
    for (std::size_t size = 1; size < whole.size(); ++size)
    {
        recorder target;
        outcome const got = decode(target, "gzip", whole.substr(0, size));
        BOOST_TEST_CONTEXT("the first " << size << " bytes")
        {
            BOOST_TEST((got.code == errc::truncated_response));
            BOOST_TEST(!target.ended);
        }
    }
}

BOOST_AUTO_TEST_CASE(damaged_gzip_is_detected)
{
    std::string damaged = gzip(noise(1000));
    damaged[damaged.size() - 6] ^= 1;
    recorder target;
    outcome const got = decode(target, "gzip", damaged);
    BOOST_TEST((got.code == errc::invalid_content_encoding));
    BOOST_TEST(!got.error_message.empty());

    recorder none;
    BOOST_TEST((decode(none, "gzip", "calls").code == errc::invalid_content_encoding));
    recorder more;
    BOOST_TEST(
        (decode(more, "gzip", gzip("x") + "garbage").code == errc::invalid_content_encoding));
}

BOOST_AUTO_TEST_CASE(unsupported_encoding_is_rejected)
{
    for (std::string_view coding : {"br", "gzip, gzip", "zstd", "deflate, br", "gzip, deflate"})
    {
        recorder target;
        outcome const got = decode(target, coding, "....");
        BOOST_TEST((got.code == errc::invalid_content_encoding));
        BOOST_TEST(got.error_message.find("unsupported Content-Encoding") != std::string::npos);
        BOOST_TEST(target.body.empty());
    }
}

BOOST_AUTO_TEST_CASE(deflate_is_decoded_with_and_without_header)
{
    std::string const text = noise(100'000);
    for (int const window : {15, -15})
    {
        for (std::string_view coding : {"deflate", "Deflate", "x-deflate", "deflate, identity"})
        {
            for (std::size_t const piece : {1U, 7U, 100'000U})
            {
                recorder target;
                std::string const packed = signalwire::test::compress(text, window);
                outcome const got = decode(target, coding, packed, piece);
                BOOST_TEST(!got.code);
                BOOST_TEST((target.body == text));
                BOOST_TEST(target.deviations.size() == 1U);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(deflated_json_object_is_decoded)
{
    for (int const window : {15, -15})
    {
        recorder target;
        BOOST_TEST(!decode(target, "deflate", signalwire::test::compress("{}", window)).code);
        BOOST_TEST(target.body == "{}");
    }
}

BOOST_AUTO_TEST_CASE(first_byte_takes_precedence_over_the_header)
{
    struct misnamed
    {
        std::string_view coding;
        std::string body;
    };
    std::string const text = "{\"calls\":[]}";
    for (misnamed const& each :
         {misnamed{"gzip", text}, misnamed{"br", text}, misnamed{"deflate", text},
          misnamed{"gzip, gzip", text}, misnamed{"", gzip(text)}, misnamed{"identity", gzip(text)},
          misnamed{"deflate", gzip(text)}, misnamed{"none", gzip(text)}})
    {
        for (std::size_t const piece : {1U, 1000U})
        {
            recorder target;
            BOOST_TEST(!decode(target, each.coding, each.body, piece).code, each.coding);
            BOOST_TEST(target.body == text);
            BOOST_TEST((target.deviations == std::vector<std::string>{"http.content_encoding"}));
        }
    }
    recorder blank;
    BOOST_TEST(!decode(blank, "gzip", "\r\n{}").code);
    BOOST_TEST(blank.body == "\r\n{}");
}

BOOST_AUTO_TEST_CASE(only_zero_padding_is_skipped_after_the_end)
{
    for (std::size_t const piece : {1U, 1000U})
    {
        for (std::string const& packed :
             {gzip("text"), signalwire::test::compress("text", 15),
              signalwire::test::compress("text", -15)})
        {
            std::string_view const coding = packed[0] == '\x1f' ? "gzip" : "deflate";
            recorder target;
            BOOST_TEST(!decode(target, coding, packed + std::string(512, '\0'), piece).code);
            BOOST_TEST(target.body == "text");
            BOOST_TEST(target.deviations.size() >= 1U);
            recorder other;
            std::string const more = packed + std::string(2, '\0') + packed;
            BOOST_TEST((decode(other, coding, more, piece).code == errc::invalid_content_encoding));
        }
        recorder twice;
        std::string const zlib = signalwire::test::compress("text", 15);
        BOOST_TEST(
            (decode(twice, "deflate", zlib + zlib, piece).code == errc::invalid_content_encoding));
    }
}

BOOST_AUTO_TEST_CASE(missing_checksum_of_a_complete_document_is_a_deviation)
{
    std::string const packed = gzip("a page of calls");
    recorder target;
    target.whole = "a page of calls";
    BOOST_TEST(!decode(target, "gzip", packed.substr(0, packed.size() - 5)).code);
    BOOST_TEST(target.ended);
    BOOST_TEST(target.deviations.size() == 1U);
}

BOOST_AUTO_TEST_CASE(strict_mode_rejects_other_encodings)
{
    for (std::string_view coding : {"none", "gzip", "UTF-8"})
    {
        recorder target;
        target.strict = true;
        outcome const got = decode(target, coding, "{}");
        BOOST_TEST((got.code == errc::malformed_response));
        BOOST_TEST(got.error_message.empty());
        BOOST_TEST(target.body.empty());
        BOOST_TEST(!target.ended);
    }
}

BOOST_AUTO_TEST_CASE(error_of_the_target_is_not_an_encoding_error)
{
    recorder target;
    target.accept = 10;
    outcome const got = decode(target, "gzip", gzip(noise(100'000)));
    BOOST_TEST((got.code == errc::invalid_json));
    BOOST_TEST(got.error_message.empty());

    recorder late;
    late.at_end = errc::schema_mismatch;
    outcome const at_end = decode(late, "gzip", gzip("{}"));
    BOOST_TEST((at_end.code == errc::schema_mismatch));
    BOOST_TEST(at_end.error_message.empty());
}

namespace
{

/// Takes bodies as they are.
class byte_recorder final : public http::response_sink
{
public:
    bool takes_bytes() const noexcept override
    {
        return true;
    }

    void on_head(http::response_head const&) override {}

    void on_body(std::string_view bytes, error_code&) override
    {
        body += bytes;
    }

    void on_end(error_code&) override {}

    std::string body;
};

} // namespace

BOOST_AUTO_TEST_CASE(bytes_are_not_decoded)
{
    auto const receive = [](byte_recorder& target, int status, std::string encoding,
                            std::string_view body) {
        http::content_decoder decoder(target, 1000);
        http::response_head head;
        head.status = status;
        head.content_encoding = std::move(encoding);
        decoder.on_head(head);
        error_code code;
        decoder.on_body(body, code);
        return code;
    };
    std::string const compressed = gzip("{}");
    byte_recorder as_is;
    BOOST_TEST(!receive(as_is, 206, "", compressed), "it only looks like gzip");
    BOOST_TEST((as_is.body == compressed));
    BOOST_TEST(!receive(as_is, 200, "identity", "x"));

    byte_recorder coded;
    BOOST_TEST((receive(coded, 200, "gzip", compressed) == errc::invalid_content_encoding));
    BOOST_TEST(coded.body.empty());
    BOOST_TEST(!receive(coded, 404, "gzip", compressed), "the words of an error are decoded");
    BOOST_TEST(coded.body == "{}");
}

BOOST_AUTO_TEST_SUITE_END()
