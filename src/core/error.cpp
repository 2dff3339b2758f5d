#include "core/text.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/callback_error.hpp>
#include <signalwire/errc.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/result.hpp>
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

bool is_write(error_context const& context) noexcept
{
    return !context.method.empty() && context.method != "GET";
}

/// What is known about the effect of a write, and what to do.
std::string_view describe_outcome(error_context const& context) noexcept
{
    switch (context.outcome)
    {
    case request_outcome::not_sent: return "; not sent: may be sent again";
    case request_outcome::refused: return "; refused: it had no effect";
    case request_outcome::unknown: break;
    }
    return context.method == "POST" ? "; may have been sent: look it up before sending again"
                                    : "; may have been sent: may be sent again";
}

std::string describe(std::string const& reason, error_context const& context)
{
    std::string out;
    if (!context.method.empty())
        out += context.method + ' ' + context.url + ": ";
    out += reason;
    if (is_write(context))
        out += describe_outcome(context);
    if (context.attempts == 0)
        return out;
    out += " (attempt " + std::to_string(context.attempts);
    if (context.max_attempts > 0)
        out += " of " + std::to_string(context.max_attempts);
    out += ", after " + std::to_string(context.elapsed.count()) + " ms";
    if (!context.request_id.empty())
        out += ", request id " + core::quoted(context.request_id, 80);
    else if (!context.client_request_id.empty())
        out += ", client request id " + context.client_request_id;
    if (!context.retry_stop_detail.empty())
        out += "; " + context.retry_stop_detail;
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
    std::string out = "the API returned HTTP " + std::to_string(details.status);
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

/// The context of an operation of which it is not known how far it came.
error_context unknown_context()
{
    error_context out;
    out.outcome = request_outcome::unknown;
    return out;
}

std::string describe_cause(std::exception_ptr const& cause)
{
    std::string out = "the callback failed: ";
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

std::string describe_timeout(phase step, timeout_scope limit, std::string const& last_failure)
{
    std::string out = "timed out while ";
    out += to_string(step);
    if (limit == timeout_scope::attempt)
        out += " (timeouts.attempt)";
    else if (limit == timeout_scope::total)
        out += " (timeouts.total)";
    if (!last_failure.empty())
        out += "; previous attempt: " + last_failure;
    return out;
}

} // namespace

/// The members of all error classes, so that none is lost when an error is held by value.
struct error::state
{
    state(error_kind made_as, std::string why, error_context about)
        : kind(made_as)
        , reason(std::move(why))
        , context(std::move(about))
        , what(describe(reason, context))
    {
    }

    error_kind kind;
    std::string reason;
    error_context context;
    std::string what;
    std::optional<signalwire::cursor> position;
    /// Used by `api_error`; `body_prefix` by `protocol_error`, too.
    api_error_details response;
    /// Used by `timeout_error`.
    signalwire::phase step = signalwire::phase::acquire;
    timeout_scope limit = timeout_scope::phase;
    std::string last_failure;
    /// Used by `protocol_error`.
    std::string json_path;
    /// Used by `pagination_error`.
    std::string page_uri;
    /// Used by `callback_error`, and for exceptions of other classes.
    std::exception_ptr cause;
};

error::error(error_code code, std::string const& reason, error_context context)
    : error(code, std::make_shared<state>(error_kind::plain, reason, std::move(context)))
{
}

error::error(error_code code, std::shared_ptr<state const> shared)
    : system_error(code)
    , state_(std::move(shared))
{
}

error::error_kind error::kind() const noexcept
{
    return state_->kind;
}

std::exception_ptr error::exception() const
{
    switch (kind())
    {
    case error_kind::plain: break;
    case error_kind::cancelled:
        if (!cursor() && !is_write(state_->context))
            return std::make_exception_ptr(boost::system::system_error(code()));
        break;
    case error_kind::foreign: return state_->cause;
    case error_kind::api: return std::make_exception_ptr(api_error(*this));
    case error_kind::transport: return std::make_exception_ptr(transport_error(*this));
    case error_kind::timeout: return std::make_exception_ptr(timeout_error(*this));
    case error_kind::protocol: return std::make_exception_ptr(protocol_error(*this));
    case error_kind::pagination: return std::make_exception_ptr(pagination_error(*this));
    case error_kind::callback: return std::make_exception_ptr(callback_error(*this));
    }
    return std::make_exception_ptr(*this);
}

error error::with_cursor(signalwire::cursor position) const
{
    auto changed = std::make_shared<state>(*state_);
    changed->position = std::move(position);
    return error(code(), std::move(changed));
}

error_ptr error::cancelled()
{
    return cancelled(unknown_context());
}

error_ptr error::cancelled(error_context context)
{
    auto const shared = std::make_shared<state>(
        error_kind::cancelled, "the operation was cancelled", std::move(context));
    return std::make_shared<error const>(
        error(boost::asio::error::operation_aborted, std::shared_ptr<state const>(shared)));
}

error_ptr error::from(std::exception_ptr const& thrown)
{
    auto shared = std::make_shared<state>(error_kind::foreign, std::string(), unknown_context());
    shared->cause = thrown;
    error_code code;
    try
    {
        std::rethrow_exception(thrown);
    }
    catch (error const& known)
    {
        return std::make_shared<error const>(known);
    }
    catch (boost::system::system_error const& foreign)
    {
        if (foreign.code() == boost::asio::error::operation_aborted)
            return cancelled();
        code = foreign.code();
        shared->reason = shared->what = foreign.what();
    }
    catch (std::exception const& foreign)
    {
        shared->reason = shared->what = foreign.what();
    }
    catch (...)
    {
        shared->reason = shared->what = "an exception of unknown type";
    }
    return std::make_shared<error const>(error(code, std::shared_ptr<state const>(shared)));
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

retry_stop_reason error::retry_stop_reason() const noexcept
{
    return state_->context.retry_stop_reason;
}

request_outcome error::outcome() const noexcept
{
    return state_->context.outcome;
}

bool error::is_transient() const noexcept
{
    return state_->context.transient;
}

request_timeline const& error::timeline() const noexcept
{
    return state_->context.timeline;
}

std::optional<signalwire::cursor> const& error::cursor() const noexcept
{
    return state_->position;
}

api_error::api_error(api_error_details details, error_context context)
    : error(refusal_code(details), [&] {
        details = fit_to_show(std::move(details));
        auto out = std::make_shared<state>(kind, describe_refusal(details), std::move(context));
        out->response = std::move(details);
        return out;
    }())
{
}

int api_error::status() const noexcept
{
    return state_->response.status;
}

int api_error::api_code() const noexcept
{
    return state_->response.api_code;
}

std::string const& api_error::server_message() const noexcept
{
    return state_->response.server_message;
}

std::string const& api_error::more_info() const noexcept
{
    return state_->response.more_info;
}

std::string const& api_error::location() const noexcept
{
    return state_->response.location;
}

std::optional<std::chrono::seconds> api_error::retry_after() const noexcept
{
    return state_->response.retry_after;
}

std::string const& api_error::body_prefix() const noexcept
{
    return state_->response.body_prefix;
}

transport_error::transport_error(error_code code, std::string const& reason, error_context context)
    : error(code, std::make_shared<state>(kind, reason, std::move(context)))
{
}

timeout_error::timeout_error(
    signalwire::phase step, timeout_scope limit, std::string const& last_failure,
    error_context context)
    : error(boost::asio::error::timed_out, [&] {
        auto out = std::make_shared<state>(
            kind, describe_timeout(step, limit, last_failure), std::move(context));
        out->step = step;
        out->limit = limit;
        out->last_failure = last_failure;
        return out;
    }())
{
}

phase timeout_error::phase() const noexcept
{
    return state_->step;
}

timeout_scope timeout_error::scope() const noexcept
{
    return state_->limit;
}

std::string const& timeout_error::last_failure() const noexcept
{
    return state_->last_failure;
}

protocol_error::protocol_error(
    errc code, std::string const& reason, std::string const& json_path,
    std::string const& body_prefix, error_context context)
    : error(code, [&] {
        auto out = std::make_shared<state>(kind, reason, std::move(context));
        out->json_path = json_path;
        out->response.body_prefix = body_prefix;
        return out;
    }())
{
}

std::string const& protocol_error::json_path() const noexcept
{
    return state_->json_path;
}

std::string const& protocol_error::body_prefix() const noexcept
{
    return state_->response.body_prefix;
}

pagination_error::pagination_error(
    errc code, std::string const& reason, std::string const& page_uri, error_context context)
    : error(code, [&] {
        auto out = std::make_shared<state>(kind, reason, std::move(context));
        out->page_uri = page_uri;
        return out;
    }())
{
}

std::string const& pagination_error::page_uri() const noexcept
{
    return state_->page_uri;
}

callback_error::callback_error(std::exception_ptr cause, signalwire::cursor position)
    : error(errc::callback_failed, [&] {
        auto out = std::make_shared<state>(kind, describe_cause(cause), error_context());
        out->cause = std::move(cause);
        out->position = std::move(position);
        return out;
    }())
{
}

std::exception_ptr const& callback_error::cause() const noexcept
{
    return state_->cause;
}

void throw_exception_from_error(error_ptr const& why, boost::source_location const&)
{
    std::rethrow_exception(why->exception());
}

} // namespace signalwire
