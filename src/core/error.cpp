#include "core/text.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/errc.hpp>
#include <signalwire/handler_error.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/error.hpp>

#include <memory>
#include <string>
#include <utility>

namespace signalwire
{

namespace
{

using boost::system::error_code;

std::string describe(std::string const& reason, error_context const& context)
{
    std::string out;
    if (!context.method.empty())
        out += context.method + ' ' + context.url + ": ";
    out += reason;
    if (context.attempts == 0)
        return out;
    out += " (attempt " + std::to_string(context.attempts);
    if (context.max_attempts > 0)
        out += " of " + std::to_string(context.max_attempts);
    out += ", after " + std::to_string(context.elapsed.count()) + " ms";
    if (!context.request_id.empty())
        out += ", request id " + core::quoted(context.request_id, 80);
    else if (!context.client_request_id.empty())
        out += ", our request id " + context.client_request_id;
    if (!context.remark.empty())
        out += "; " + context.remark;
    return out + ')';
}

api_error_details fit_to_show(api_error_details details)
{
    constexpr std::size_t most = 500;
    details.location = core::escaped(core::without_credentials(details.location), most);
    return details;
}

std::string describe_refusal(api_error_details const& details)
{
    std::string out = "the API refused the request: HTTP " + std::to_string(details.status);
    if (details.api_code != 0)
        out += ", code " + std::to_string(details.api_code);
    if (!details.server_message.empty())
        out += ", " + core::quoted(details.server_message, 300);
    else if (details.api_code == 0 && !details.body_prefix.empty())
        out += ", " + core::quoted(details.body_prefix);
    if (!details.location.empty())
        out += "; it redirects to \"" + details.location + "\", which is not followed";
    if (details.status == 401)
        out += "; check the project ID and the API token";
    else if (details.retry_after)
        out += "; retry after " + std::to_string(details.retry_after->count()) + " s";
    return out;
}

std::string describe_cause(std::exception_ptr const& cause)
{
    std::string out = "the handler of an item failed: ";
    try
    {
        std::rethrow_exception(cause);
    }
    catch (std::exception const& e)
    {
        return out + e.what();
    }
    catch (...)
    {
        return out + "an exception of unknown type";
    }
}

error_code refusal_code(api_error_details const& details) noexcept
{
    int const value = details.api_code != 0 ? details.api_code : details.status;
    return error_code(value, api_category());
}

std::string describe_timeout(phase step, time_limit limit, std::string const& last_failure)
{
    std::string out = "timed out while ";
    if (step == phase::handshake || step == phase::backoff)
        out = "timed out in ";
    out += to_string(step);
    if (limit == time_limit::attempt)
        out += " (timeouts.attempt)";
    else if (limit == time_limit::total)
        out += " (timeouts.total)";
    if (!last_failure.empty())
        out += "; the attempt before: " + last_failure;
    return out;
}

} // namespace

struct error::state
{
    state(std::string why, error_context about)
        : reason(std::move(why))
        , context(std::move(about))
        , what(describe(reason, context))
    {
    }

    std::string reason;
    error_context context;
    std::string what;
    std::optional<signalwire::cursor> place;
};

error::error(error_code code, std::string const& reason, error_context context)
    : system_error(code)
    , state_(std::make_shared<state const>(reason, std::move(context)))
{
}

char const* error::what() const noexcept
{
    return state_->what.c_str();
}

std::string const& error::reason() const noexcept
{
    return state_->reason;
}

std::string const& error::method() const noexcept
{
    return state_->context.method;
}

std::string const& error::url() const noexcept
{
    return state_->context.url;
}

int error::attempts() const noexcept
{
    return state_->context.attempts;
}

std::chrono::milliseconds error::elapsed() const noexcept
{
    return state_->context.elapsed;
}

std::string const& error::request_id() const noexcept
{
    return state_->context.request_id;
}

std::string const& error::client_request_id() const noexcept
{
    return state_->context.client_request_id;
}

retry_stop error::retry_stop() const noexcept
{
    return state_->context.stop;
}

request_timeline const& error::timeline() const noexcept
{
    return state_->context.timeline;
}

std::optional<signalwire::cursor> const& error::cursor() const noexcept
{
    return state_->place;
}

void error::set_cursor(signalwire::cursor position)
{
    auto changed = std::make_shared<state>(*state_);
    changed->place = std::move(position);
    state_ = std::move(changed);
}

api_error::api_error(api_error_details details, error_context context)
    : api_error(
          std::make_shared<api_error_details const>(fit_to_show(std::move(details))),
          std::move(context))
{
}

api_error::api_error(std::shared_ptr<api_error_details const> details, error_context context)
    : error(refusal_code(*details), describe_refusal(*details), std::move(context))
    , details_(std::move(details))
{
}

int api_error::status() const noexcept
{
    return details_->status;
}

int api_error::api_code() const noexcept
{
    return details_->api_code;
}

std::string const& api_error::server_message() const noexcept
{
    return details_->server_message;
}

std::string const& api_error::more_info() const noexcept
{
    return details_->more_info;
}

std::string const& api_error::location() const noexcept
{
    return details_->location;
}

std::optional<std::chrono::seconds> api_error::retry_after() const noexcept
{
    return details_->retry_after;
}

std::string const& api_error::body_prefix() const noexcept
{
    return details_->body_prefix;
}

timeout_error::timeout_error(
    signalwire::phase step, time_limit limit, std::string const& last_failure,
    error_context context)
    : error(
          boost::asio::error::timed_out, describe_timeout(step, limit, last_failure),
          std::move(context))
    , phase_(step)
    , limit_(limit)
    , last_failure_(std::make_shared<std::string const>(last_failure))
{
}

phase timeout_error::phase() const noexcept
{
    return phase_;
}

time_limit timeout_error::limit() const noexcept
{
    return limit_;
}

std::string const& timeout_error::last_failure() const noexcept
{
    return *last_failure_;
}

struct protocol_error::details
{
    details(std::string path, std::string prefix)
        : json_path(std::move(path))
        , body_prefix(std::move(prefix))
    {
    }

    std::string json_path;
    std::string body_prefix;
};

protocol_error::protocol_error(
    errc code, std::string const& reason, std::string const& json_path,
    std::string const& body_prefix, error_context context)
    : error(code, reason, std::move(context))
    , details_(std::make_shared<details const>(json_path, body_prefix))
{
}

std::string const& protocol_error::json_path() const noexcept
{
    return details_->json_path;
}

std::string const& protocol_error::body_prefix() const noexcept
{
    return details_->body_prefix;
}

pagination_error::pagination_error(
    errc code, std::string const& reason, std::string const& page_uri, error_context context)
    : error(code, reason, std::move(context))
    , page_uri_(std::make_shared<std::string const>(page_uri))
{
}

std::string const& pagination_error::page_uri() const noexcept
{
    return *page_uri_;
}

handler_error::handler_error(std::exception_ptr cause, signalwire::cursor position)
    : error(errc::handler_failed, describe_cause(cause), error_context())
    , cause_(std::move(cause))
{
    set_cursor(std::move(position));
}

} // namespace signalwire
