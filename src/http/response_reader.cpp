#include "http/response_reader.hpp"

#include "core/head_reader.hpp"
#include "http/chunk_decoder.hpp"
#include "http/response_parser.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <limits>
#include <optional>

namespace signalwire::http
{

using boost::beast::http::error;
using boost::system::error_code;

struct response_reader::state
{
    /// Limits interim responses, each of which may be as long as a header may.
    static constexpr int max_interim = 8;

    /// What the next bytes belong to.
    enum class step
    {
        head,
        counted_body,
        chunked_body,
        /// Up to the end of the connection.
        unbounded_body,
        nothing
    };

    state(response_sink& target, response_limits const& allowed)
        : sink(target)
        , limits(allowed)
        , head(allowed.max_header_bytes)
    {
    }

    response_sink& sink;
    response_limits limits;
    step next = step::head;
    core::head_reader head;
    std::optional<response_parser> parser;
    std::optional<chunk_decoder> chunks;
    /// The bytes left of a counted body, or those allowed of an unbounded one.
    std::uint64_t body_left = 0;
    bool deviates = false;
    bool sink_failed = false;
    bool started = false;
    int interim = 0;
    std::chrono::seconds keep_alive_timeout{};

    std::size_t read_head(std::string_view bytes, error_code& ec)
    {
        std::size_t const used = head.write(bytes, ec);
        if (!ec && head.complete())
            parse_head(ec);
        return used;
    }

    void parse_head(error_code& ec)
    {
        parser.emplace(sink.takes_bytes());
        parser->header_limit(std::numeric_limits<std::uint32_t>::max());
        parser->body_limit(limits.max_body_bytes);
        parser->put(boost::asio::buffer(head.text()), ec);
        if (ec == error::need_more)
            ec = error::bad_field;
        if (ec)
            return;
        int const status = parser->head().status;
        // RFC 9110 section 15: statuses below 100 are invalid. 101 was not requested.
        if (status < 100 || status == 101 || (status / 100 == 1 && ++interim > max_interim))
        {
            ec = error::bad_status;
            return;
        }
        deviates = deviates || !head.deviations().empty();
        if (status / 100 == 1)
            head = core::head_reader(limits.max_header_bytes);
        else
            begin_body(ec);
    }

    void begin_body(error_code& ec)
    {
        keep_alive_timeout = parser->head().keep_alive_timeout;
        body_left = parser->content_length().value_or(0);
        constexpr int reset_content = 205;
        bool const has_length = parser->chunked() || parser->content_length();
        // A 205 response without a length would otherwise extend to the end of the connection.
        if (parser->is_done() || (parser->head().status == reset_content && !has_length))
            next = step::nothing;
        else if (parser->chunked())
        {
            next = step::chunked_body;
            chunks.emplace(sink, limits.max_body_bytes, limits.max_header_bytes);
        }
        else if (parser->content_length())
            next = step::counted_body;
        else
        {
            next = step::unbounded_body;
            body_left = limits.max_body_bytes;
        }
        sink.on_head(parser->head());
        for (std::string_view const name : head.deviations())
        {
            if (!ec)
                report_deviation(name, ec);
        }
        if (!ec && next == step::nothing)
            end(ec);
    }

    std::size_t read_body(std::string_view bytes, error_code& ec)
    {
        if (next == step::chunked_body)
            return read_chunks(bytes, ec);
        if (next == step::unbounded_body && bytes.size() > body_left)
        {
            ec = error::body_limit;
            return 0;
        }
        bytes = bytes.substr(0, std::min<std::uint64_t>(bytes.size(), body_left));
        body_left -= bytes.size();
        sink.on_body(bytes, ec);
        sink_failed = ec.failed();
        if (!ec && next == step::counted_body && body_left == 0)
            end(ec);
        return bytes.size();
    }

    std::size_t read_chunks(std::string_view bytes, error_code& ec)
    {
        std::size_t const used = chunks->write(bytes, ec);
        sink_failed = chunks->sink_failed();
        deviates = deviates || chunks->deviates();
        if (!ec && chunks->complete())
            end(ec);
        return used;
    }

    void report_deviation(std::string_view name, error_code& ec)
    {
        deviates = true;
        sink.on_deviation(name, ec);
        sink_failed = ec.failed();
    }

    void end(error_code& ec)
    {
        next = step::nothing;
        sink.on_end(ec);
        sink_failed = ec.failed();
    }
};

response_reader::response_reader(response_sink& sink, response_limits const& limits)
    : state_(std::make_unique<state>(sink, limits))
{
}

response_reader::~response_reader() = default;

std::size_t response_reader::write(boost::asio::const_buffer bytes, error_code& ec)
{
    ec = {};
    state& now = *state_;
    std::string_view const text(static_cast<char const*>(bytes.data()), bytes.size());
    now.started = now.started || !text.empty();
    std::size_t used = 0;
    while (!ec && used < text.size() && !done())
    {
        std::string_view const rest = text.substr(used);
        used += now.next == state::step::head ? now.read_head(rest, ec) : now.read_body(rest, ec);
    }
    return used;
}

void response_reader::finish(bool graceful, error_code& ec)
{
    ec = {};
    state& now = *state_;
    if (done())
        return;
    bool const is_whole = graceful && now.next == state::step::unbounded_body;
    if (!is_whole)
    {
        if (now.next == state::step::head || !now.sink.complete())
            ec = error::partial_message;
        else
            now.report_deviation(graceful ? "http.body_end" : "tls.close_notify", ec);
    }
    if (!ec)
        now.end(ec);
}

bool response_reader::done() const
{
    return state_->next == state::step::nothing;
}

bool response_reader::started() const noexcept
{
    return state_->started;
}

bool response_reader::keep_alive() const
{
    return done() && !state_->deviates && state_->parser->keep_alive();
}

std::chrono::seconds response_reader::keep_alive_timeout() const noexcept
{
    return state_->keep_alive_timeout;
}

bool response_reader::sink_failed() const noexcept
{
    return state_->sink_failed;
}

} // namespace signalwire::http
