#include "http/response_reader.hpp"

#include "http/response_parser.hpp"

#include <boost/beast/http/error.hpp>

#include <optional>

namespace signalwire::http
{

namespace beast = boost::beast;
using boost::system::error_code;

struct response_reader::state
{
    /// Interim responses before the one that counts; each may be as long as a header may.
    static constexpr int most_interim = 8;

    state(response_sink& target, response_limits const& most)
        : sink(target)
        , limits(most)
    {
        start();
    }

    void start()
    {
        parser.emplace(sink);
        parser->header_limit(limits.header);
        parser->body_limit(limits.body);
        head_bytes = 0;
        in_body = false;
        body_begun = false;
    }

    response_sink& sink;
    response_limits limits;
    std::optional<response_parser> parser;
    std::size_t head_bytes = 0;
    bool in_body = false;
    bool body_begun = false;
    bool ended = false;
    bool sink_failed = false;
    bool started = false;
    int interim = 0;
    std::chrono::seconds patience{};

    /// Whether `size` bytes are too few to go on with. Beast asserts, wrongly, that it never sees
    /// less than an empty chunked body when that is what the response has.
    bool is_too_little(std::size_t size) const
    {
        constexpr std::size_t empty_chunked_body = 5;
        return in_body && !body_begun && parser->chunked() && size < empty_chunked_body;
    }

    /// The header is complete. An interim response is followed by another one.
    void end_head(error_code& ec)
    {
        // Beast may count anew behind the status line, depending on where the bytes were torn.
        if (head_bytes > limits.header)
        {
            ec = beast::http::error::header_limit;
            return;
        }
        int const status = parser->head().status;
        // RFC 9110 section 15: there is no such class of responses. We ask for no other protocol.
        if (status < 100 || status == 101 || (status / 100 == 1 && ++interim > most_interim))
        {
            ec = beast::http::error::bad_status;
            return;
        }
        if (status / 100 == 1)
            return start();
        in_body = true;
        parser->eager(true);
        patience = parser->head().patience;
        sink.on_head(parser->head());
    }

    void end_body(error_code& ec)
    {
        ended = true;
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
    now.started = now.started || bytes.size() > 0;
    std::size_t used = 0;
    while (!now.ended)
    {
        if (now.is_too_little(bytes.size() - used))
            break;
        std::size_t const taken = now.parser->put(bytes + used, ec);
        now.body_begun = now.in_body && (now.body_begun || taken > 0);
        used += taken;
        now.head_bytes += now.in_body ? 0 : taken;
        if (ec == beast::http::error::need_more)
        {
            ec = {};
            break;
        }
        if (ec)
        {
            now.sink_failed = now.parser->sink_failed();
            break;
        }
        if (!now.in_body && now.parser->is_header_done())
            now.end_head(ec);
        if (ec)
            break;
        if (now.in_body && now.parser->is_done())
        {
            now.end_body(ec);
            break;
        }
        if (used == bytes.size())
            break;
    }
    // Beast limits neither what stands between the chunks of a body nor what stands behind them.
    if (!ec && !now.ended && now.in_body && bytes.size() - used > now.limits.header)
        ec = beast::http::error::header_limit;
    return used;
}

void response_reader::finish(error_code& ec)
{
    // Nothing but interim responses has come: Beast may not be asked.
    if (!state_->parser->got_some())
    {
        ec = beast::http::error::partial_message;
        return;
    }
    state_->parser->put_eof(ec);
    if (!ec && state_->in_body && !state_->ended)
        state_->end_body(ec);
}

bool response_reader::done() const
{
    return state_->ended;
}

bool response_reader::started() const noexcept
{
    return state_->started;
}

bool response_reader::keep_alive() const
{
    return state_->ended && state_->parser->keep_alive();
}

std::chrono::seconds response_reader::patience() const noexcept
{
    return state_->patience;
}

bool response_reader::sink_failed() const noexcept
{
    return state_->sink_failed;
}

} // namespace signalwire::http
