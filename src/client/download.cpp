#include "client/download.hpp"

#include "client/engine.hpp"
#include "client/file_sink.hpp"
#include "client/running_request.hpp"
#include "core/failure.hpp"

#include <signalwire/detail/initiate_download.hpp>
#include <signalwire/errc.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <stdexcept>
#include <utility>

namespace signalwire::client
{

namespace asio = boost::asio;

namespace
{

constexpr std::string_view too_large = "the content is larger than download_options::max_bytes";

} // namespace

download_receiver::download_receiver(download_sink& sink, download_options const& options)
    : sink_(sink)
    , options_(options)
    , range_(options.max_bytes())
{
}

std::string download_receiver::header()
{
    // Of an attempt that was stopped.
    pending_.clear();
    can_restart_ = false;
    return range_.header();
}

void download_receiver::on_head(http::response_head const& head, rejection& why)
{
    content_type_ = head.content_type;
    switch (range_.on_head(head))
    {
    case range_state::verdict::fits: break;
    case range_state::verdict::from_start:
        if (!restart_sink())
            return begin_again("the content begins again, which the sink does not allow", why);
        range_.restart();
        return on_head(head, why);
    case range_state::verdict::wrong_range:
        can_restart_ = range_.delivered() > 0 && restart_sink();
        if (can_restart_)
            range_.restart();
        return begin_again("another range than was asked for", why);
    case range_state::verdict::too_large:
        why.code = errc::body_too_large;
        why.reason = too_large;
        break;
    }
}

void download_receiver::begin_again(std::string_view reason, rejection& why)
{
    why.code = errc::unexpected_response;
    why.reason = reason;
}

bool download_receiver::restart_sink()
{
    try
    {
        return range_.delivered() == 0 || sink_.restart();
    }
    catch (...)
    {
        thrown_ = std::current_exception();
        return false;
    }
}

void download_receiver::on_body(std::string_view bytes, rejection& why)
{
    pending_ += range_.new_part(bytes);
    if (pending_.size() <= range_.max_bytes() - range_.delivered())
        return;
    pending_.clear();
    why.code = errc::body_too_large;
    why.reason = too_large;
}

void download_receiver::on_end(rejection& why)
{
    std::uint64_t const received = range_.delivered() + pending_.size();
    if (received == range_.total().value_or(received))
        return;
    why.code = errc::truncated_response;
    why.reason = "only a part of the rest of the content";
}

bool download_receiver::has_pending() const noexcept
{
    return !pending_.empty();
}

asio::awaitable<void> download_receiver::deliver()
{
    try
    {
        co_await sink_.write(pending_);
        range_.on_delivered(pending_.size());
        pending_.clear();
        if (options_.progress())
        {
            download_progress now;
            now.bytes = range_.delivered();
            now.total = range_.total();
            options_.progress()(now);
        }
    }
    catch (...)
    {
        thrown_ = std::current_exception();
    }
    // Workaround for Boost 1.81: the end of a cancelled coroutine may throw out of the context.
    co_await asio::this_coro::throw_if_cancelled(false);
}

asio::awaitable<void> download_receiver::finish()
{
    try
    {
        co_await sink_.finish();
    }
    catch (...)
    {
        thrown_ = std::current_exception();
    }
    co_await asio::this_coro::throw_if_cancelled(false);
}

bool download_receiver::failed() const noexcept
{
    return thrown_ != nullptr;
}

bool download_receiver::can_restart() const noexcept
{
    return can_restart_;
}

download_result download_receiver::result() const
{
    download_result out;
    out.bytes = range_.delivered();
    out.content_type = content_type_;
    return out;
}

namespace
{

class download_request final : public called_request<operation_source::download_outcome>
{
public:
    download_request(
        std::shared_ptr<engine> const& client, detail::operation_call const& call,
        std::shared_ptr<download_sink> sink, download_options what, request_options const& options,
        operation_source::download_handler handler)
        : called_request(
              client, client->make_operation(options),
              request(call.type, client->endpoint().path(call.path)), options, std::move(handler))
        , sink_(std::move(sink))
        , what_(std::move(what))
        , content_(*sink_, what_)
    {
    }

private:
    response_target target() override
    {
        return content_;
    }

    void on_end(fetch_result got) override
    {
        if (!got)
        {
            bool const is_sink = got.error()->code() == errc::callback_failed;
            return complete(is_sink ? error::from(content_.thrown()) : got.error());
        }
        if (op().stopped())
            return on_finished(nullptr);
        auto const self = std::static_pointer_cast<download_request>(shared_from_this());
        asio::co_spawn(
            op().executor(), content_.finish(),
            asio::bind_cancellation_slot(
                op().slot(),
                asio::bind_executor(op().executor(), [self](std::exception_ptr const& thrown) {
                    self->on_finished(thrown);
                })));
    }

    void on_finished(std::exception_ptr const& thrown)
    {
        if (thrown)
            complete(error::from(thrown));
        else if (op().stopped())
            complete(core::make_error(op().stop_reason(), {}, error_context()));
        else if (content_.failed())
            complete(error::from(content_.thrown()));
        else
            complete(content_.result());
    }

    std::shared_ptr<download_sink> sink_;
    download_options what_;
    download_receiver content_;
};

} // namespace

void start_download(
    std::shared_ptr<engine> const& client, detail::operation_call const& call,
    download_destination const& to, download_options const& what, request_options const& options,
    operation_source::download_handler handler)
{
    constexpr std::chrono::hours default_timeout(1);
    request_options timed = options;
    timed.total_timeout(options.total_timeout().value_or(default_timeout));
    timed.attempt_timeout(options.attempt_timeout().value_or(default_timeout));
    std::make_shared<download_request>(client, call, to.open(), what, timed, std::move(handler))
        ->start();
}

} // namespace signalwire::client

namespace signalwire
{

detail::operation_call detail::make_download_call(
    content_operation const& what, std::vector<std::string> const& parents, std::string_view sid,
    recording_format format)
{
    operation_call out = make_call(what, parents, {sid}, form());
    if (what.has_formats)
        out.path += format == recording_format::wav ? ".wav" : ".mp3";
    return out;
}

download_options& download_options::format(recording_format value) noexcept
{
    format_ = value;
    return *this;
}

download_options& download_options::progress(std::function<void(download_progress const&)> value)
{
    progress_ = std::move(value);
    return *this;
}

download_options& download_options::max_bytes(std::uint64_t value)
{
    if (value == 0)
        throw std::invalid_argument("download_options::max_bytes must be positive");
    max_bytes_ = value;
    return *this;
}

boost::asio::awaitable<void> download_sink::finish()
{
    co_return;
}

std::shared_ptr<download_sink> download_destination::open() const
{
    return sink_ ? sink_ : std::make_shared<client::file_sink>(file_);
}

std::string download_destination::file_name(std::string path)
{
    if (path.empty())
        throw std::invalid_argument("download_destination: the name of the file is empty");
    return path;
}

} // namespace signalwire
