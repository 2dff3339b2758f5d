// Responses of HTTP/1.1, arriving in pieces, with the decoder of compressed bodies behind them.

#include "fuzz/fuzz.hpp"
#include "http/content_decoder.hpp"
#include "http/response_reader.hpp"
#include "support/gzip.hpp"

#include <string>
#include <string_view>
#include <vector>

using boost::system::error_code;
using fuzz::require;
namespace http = signalwire::http;

namespace
{

http::response_limits small_limits()
{
    http::response_limits out;
    out.max_header_bytes = 1024;
    out.max_body_bytes = 4096;
    return out;
}

http::response_limits const limits = small_limits();

/// Checks the order of calls, keeps what they bring and passes them on.
class probe final : public http::response_sink
{
public:
    explicit probe(http::response_sink* next = nullptr)
        : next_(next)
    {
    }

    void on_head(http::response_head const& value) override
    {
        require(heads++ == 0, "a response has one head");
        require(value.status >= 200 && value.status <= 999, "interim responses are passed over");
        head = value;
        if (next_)
            next_->on_head(value);
    }

    void on_body(std::string_view bytes, error_code& ec) override
    {
        require(heads == 1 && ends == 0, "the body stands between head and end");
        body += bytes;
        require(body.size() <= limits.max_body_bytes, "no body is longer than the limit");
        if (next_)
            next_->on_body(bytes, ec);
    }

    void on_end(error_code& ec) override
    {
        require(heads == 1 && ends++ == 0, "a response ends once");
        if (next_)
            next_->on_end(ec);
    }

    void on_deviation(std::string_view name, error_code& ec) override
    {
        require(heads == 1 && ends == 0, "a deviation is told behind the head");
        is_framed = is_framed && (name == "http.content_encoding" || name == "http.status");
        if (next_)
            next_->on_deviation(name, ec);
    }

    int heads = 0;
    /// Whether nothing deviates in what tells where the response ends.
    bool is_framed = true;
    int ends = 0;
    http::response_head head;
    std::string body;

private:
    http::response_sink* next_;
};

struct outcome
{
    outcome() = default;

    error_code code;
    bool done = false;
    bool keep_alive = false;
    bool sink_failed = false;
    std::chrono::seconds keep_alive_timeout{};
    http::response_head head;
    std::string error_message;
    std::string raw;
    std::string text;
    std::size_t unused = 0;
};

/// Reads `bytes` as a connection does, which keeps what was not used, and then ends.
outcome read(std::string_view bytes, std::vector<std::size_t> const& lengths)
{
    outcome out;
    probe decoded;
    http::content_decoder content(decoded, limits.max_body_bytes);
    probe received(&content);
    http::response_reader reader(received, limits);
    std::size_t arrived = 0;
    std::size_t used = 0;
    for (std::size_t const length : lengths)
    {
        if (out.code || reader.done())
            break;
        arrived += length;
        fuzz::lonely_bytes const waiting(bytes.substr(used, arrived - used));
        std::size_t const taken = reader.write(
            boost::asio::buffer(waiting.view().data(), waiting.view().size()), out.code);
        require(taken <= waiting.view().size(), "no more is used than there is");
        used += taken;
        require(reader.started(), "bytes begin a response");
        require(out.code || reader.done() || arrived == used, "what belongs to a response is used");
    }
    if (!out.code && !reader.done() && reader.started())
        reader.finish(true, out.code);
    out.done = reader.done();
    out.keep_alive = reader.keep_alive();
    out.sink_failed = reader.sink_failed();
    out.keep_alive_timeout = reader.keep_alive_timeout();
    out.head = received.head;
    out.error_message = content.error_message();
    out.raw = received.body;
    out.text = decoded.body;
    out.unused = out.code ? 0 : bytes.size() - used;

    require(out.done == (received.ends == 1), "what is done has ended");
    require(out.code || out.done || lengths.empty(), "in the end a response is whole or wrong");
    require(!out.done || out.code || decoded.ends == 1, "what is done has ended for all");
    require(!out.keep_alive || received.is_framed, "after a deviation in framing nothing is read");
    require(!out.keep_alive || out.done, "only after a whole response a connection lives on");
    require(out.error_message.empty() || out.code, "an error message implies an error");
    return out;
}

bool one_begins_the_other(std::string_view left, std::string_view right)
{
    return left.starts_with(right) || right.starts_with(left);
}

bool equal_heads(http::response_head const& left, http::response_head const& right)
{
    return left.status == right.status && left.content_type == right.content_type
        && left.content_encoding == right.content_encoding && left.retry_after == right.retry_after
        && left.request_id == right.request_id
        && left.keep_alive_timeout == right.keep_alive_timeout && left.location == right.location
        && left.date == right.date;
}

void check_alike(outcome const& left, outcome const& right)
{
    // A head that ends early, or a body that is too long, is judged by what had come until then. A
    // compressed body may be too long and broken at once.
    bool const both_failed = left.code && right.code;
    bool const other_code_may_do =
        both_failed && (left.sink_failed || (left.head.status == 0 && right.head.status == 0));
    require(
        left.code == right.code || other_code_may_do,
        "a response is judged alike however it arrives");
    require(left.sink_failed == right.sink_failed, "the same is to blame however it arrives");
    require(
        left.error_message == right.error_message || left.code != right.code,
        "a problem is described alike however it arrives");
    require(left.done == right.done, "a response ends alike however it arrives");
    require(left.keep_alive == right.keep_alive, "keep_alive() does not depend on the pieces");
    require(
        left.keep_alive_timeout == right.keep_alive_timeout,
        "keep_alive_timeout() does not depend on the pieces");
    require(left.unused == right.unused, "a response has one length");
    require(equal_heads(left.head, right.head), "a head is the same however it arrives");
    require(
        left.code ? one_begins_the_other(left.raw, right.raw) : left.raw == right.raw,
        "a body is the same however it arrives");
    require(
        left.code ? one_begins_the_other(left.text, right.text) : left.text == right.text,
        "a decoded body is the same however it arrives");
}

outcome read_in_all_ways(std::string_view bytes)
{
    outcome const whole = read(bytes, {bytes.size()});
    for (std::size_t const most : {1U, 3U, 40U, 400U})
        check_alike(read(bytes, fuzz::pieces(bytes, most)), whole);
    return whole;
}

/// A good response, chunked at random, with `text` compressed as its body.
std::string compressed_response(std::string_view text)
{
    std::string const body = signalwire::test::gzip(text);
    std::string out =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";
    std::size_t position = 0;
    for (std::size_t const length : fuzz::pieces(body, 100))
    {
        char size[16];
        std::snprintf(size, sizeof size, "%zx\r\n", length);
        out.append(size).append(body, position, length).append("\r\n");
        position += length;
    }
    return out + "0\r\n\r\n";
}

} // namespace

SIGNALWIRE_FUZZ_TARGET(input)
{
    if (input.empty())
        return;
    read_in_all_ways(input);

    outcome const whole = read_in_all_ways(compressed_response(input));
    if (whole.raw.size() < limits.max_body_bytes && input.size() <= limits.max_body_bytes)
    {
        require(!whole.code && whole.done, "a compressed response is read");
        require(whole.text == input, "what was compressed comes out");
    }
    else
        require(whole.code.failed(), "a long body is refused");
}
