// Pages as JSON: every way of cutting them, both modes, writing them back, giving up half-way.

#include "compat/describe_calls.hpp"
#include "fuzz/fuzz.hpp"
#include "json/decoder.hpp"
#include "json/writer.hpp"

#include <signalwire/compat/call_page.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using fuzz::require;
using signalwire::decoding_mode;
using signalwire::compat::call;
using signalwire::compat::call_page;
namespace json = signalwire::json;

namespace
{

struct decoded
{
    decoded() = default;

    bool complete = false;
    call_page page;
    json::decode_error error;
    std::uint64_t deviations = 0;
    bool lists_twice = false;
};

/// Decodes `text` in pieces; what is left, when it is given up behind them, if `abandon` says so.
decoded decode(
    std::string_view text, decoding_mode mode, std::vector<std::size_t> const& lengths,
    bool abandon = false)
{
    decoded out;
    json::decoder decoder(json::schema<call_page>::value, &out.page, mode);
    bool good = true;
    for (std::size_t const length : lengths)
    {
        fuzz::lonely_bytes const piece(text.substr(0, length));
        text.remove_prefix(length);
        good = decoder.write(piece.view());
        if (!good)
            break;
    }
    out.complete = good && !abandon && decoder.finish();
    if (!out.complete && !abandon)
        out.error = decoder.error();
    out.deviations = decoder.deviations();
    out.lists_twice = decoder.counter().counts().contains("$.calls");
    if (abandon)
        decoder.abandon();
    return out;
}

decoded decode(std::string_view text, decoding_mode mode)
{
    return decode(text, mode, {text.size()});
}

bool equal_presence(
    signalwire::member_presence const& left, signalwire::member_presence const& right)
{
    for (std::size_t i = 0; i < signalwire::member_presence::max_members; ++i)
    {
        if (left.is_absent(i) != right.is_absent(i) || left.is_null(i) != right.is_null(i))
            return false;
    }
    return true;
}

/// How the response spelled them counts, too.
bool equal_calls(call const& left, call const& right)
{
    return left == right && equal_presence(left.presence, right.presence)
        && equal_presence(left.subresource_uris.presence, right.subresource_uris.presence);
}

bool equal_pages(call_page const& left, call_page const& right)
{
    return left.uri == right.uri && left.first_page_uri == right.first_page_uri
        && left.next_page_uri == right.next_page_uri
        && left.previous_page_uri == right.previous_page_uri && left.page == right.page
        && left.page_size == right.page_size && left.extra == right.extra
        && equal_presence(left.presence, right.presence)
        && std::equal(left.begin(), left.end(), right.begin(), right.end(), equal_calls);
}

bool equal_outcomes(decoded const& left, decoded const& right)
{
    // Boost.JSON finds more than one name for what is wrong with a text, depending on where it was
    // cut. And where something is wrong, an earlier piece may already have been put into the model.
    bool const other_words_may_do = left.error.code == signalwire::errc::invalid_json;
    return left.complete == right.complete && left.deviations == right.deviations
        && left.error.code == right.error.code && left.error.path == right.error.path
        && (other_words_may_do || left.error.reason == right.error.reason)
        && (!left.complete || equal_pages(left.page, right.page));
}

bool begins_with(std::vector<call> const& calls, std::vector<call> const& beginning)
{
    return beginning.size() <= calls.size()
        && std::equal(beginning.begin(), beginning.end(), calls.begin(), equal_calls);
}

void check_written(decoded const& whole, decoding_mode mode)
{
    std::string const text = json::write(whole.page);
    decoded const again = decode(text, mode);
    require(again.complete, "what was written can be read");
    require(equal_pages(again.page, whole.page), "what was written reads the same");
    require(again.deviations <= whole.deviations, "nothing that is written deviates anew");
    require(json::write(again.page) == text, "what was read again is written the same");
}

void check_abandoned(std::string_view text, decoding_mode mode)
{
    decoded const end = decode(text, mode, {text.size()}, true);
    std::vector<call> const& all = end.page.calls;
    // Of two lists the last one counts.
    bool const lists_twice = end.lists_twice;
    for (call const& value : all)
    {
        decoded const alone =
            decode("{\"calls\":[" + to_json(value) + "]}", decoding_mode::lenient);
        require(alone.complete && alone.page.size() == 1, "only whole calls are left");
        require(equal_calls(alone.page.calls[0], value), "whole calls are left as they were");
    }
    std::minstd_rand random = fuzz::random_of(text);
    for (int cut = 0; cut < 4; ++cut)
    {
        std::string_view const part = text.substr(0, random() % (text.size() + 1));
        decoded const left = decode(part, mode, fuzz::pieces(part, 64), true);
        require(
            lists_twice || begins_with(all, left.page.calls),
            "a part of a page leaves a part of its calls");
    }
}

void check_mode(std::string_view text, decoding_mode mode, decoded const& whole)
{
    for (std::size_t const most : {1U, 7U, 200U})
        require(
            equal_outcomes(decode(text, mode, fuzz::pieces(text, most)), whole),
            "a page is judged alike however it is cut");
    check_abandoned(text, mode);
    if (whole.complete)
        check_written(whole, mode);
    else
        require(!whole.error.reason.empty(), "a refusal has a reason");
}

} // namespace

SIGNALWIRE_FUZZ_TARGET(input)
{
    decoded const lenient = decode(input, decoding_mode::lenient);
    decoded const strict = decode(input, decoding_mode::strict);
    check_mode(input, decoding_mode::lenient, lenient);
    check_mode(input, decoding_mode::strict, strict);
    require(
        strict.complete == (lenient.complete && lenient.deviations == 0),
        "the strict mode refuses what deviates and nothing else");
    require(
        !strict.complete || equal_pages(strict.page, lenient.page),
        "both modes read what does not deviate alike");
}
