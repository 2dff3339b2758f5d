#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/error_context.hpp>

#include <boost/system/system_error.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>

namespace signalwire
{

class error;

/// An error that is passed on as a value; null when there is none.
using error_ptr = std::shared_ptr<error const>;

/// The base of everything that operations of this library throw, but for cancellation, which is
/// `boost::system::system_error` with `boost::asio::error::operation_aborted` as everywhere in
/// Asio. `what()` is one complete line: what failed, where, after how long, and what was tried.
/// No secret is part of it; text of the server is quoted with control characters escaped.
///
/// An `error` keeps every member of the class it was made as, held by value too: `as` and
/// `exception` give it back.
///
/// Thread safety: immutable; copies share their state and do not throw. Moving copies.
class error : public boost::system::system_error
{
public:
    /// `reason` is a clause such as "the server closed the connection".
    error(boost::system::error_code code, std::string const& reason, error_context context);

    /// A copy that shares its state. There is no move: no error is ever left empty.
    error(error const&) noexcept = default;
    /// Copies as the constructor does.
    error& operator=(error const&) noexcept = default;

    /// The whole line. Valid as long as this object or a copy of it lives.
    char const* what() const noexcept override;

    /// The clause without the request it happened to.
    [[nodiscard]] std::string const& reason() const noexcept;
    /// The HTTP method; empty when the failure is that of no request.
    [[nodiscard]] std::string const& method() const noexcept;
    /// The URL without credentials.
    [[nodiscard]] std::string const& url() const noexcept;
    /// Attempts begun, the failed one included.
    [[nodiscard]] int attempts() const noexcept;
    /// From the start of the operation to the failure.
    [[nodiscard]] std::chrono::milliseconds elapsed() const noexcept;
    /// The server's id of the last response; empty when it sent none.
    [[nodiscard]] std::string const& request_id() const noexcept;
    /// Our own id of the last attempt, sent to the server as `X-Request-Id`: there is one even when
    /// nothing came back. Empty when there was no attempt.
    [[nodiscard]] std::string const& client_request_id() const noexcept;
    /// Why there was no further attempt.
    [[nodiscard]] signalwire::retry_stop_reason retry_stop_reason() const noexcept;
    /// Whether the server may have processed the request, in any of its attempts.
    [[nodiscard]] request_outcome outcome() const noexcept;
    /// Returns true for a failure of a kind that does not last: a timeout, a lost connection, an
    /// overloaded server.
    [[nodiscard]] bool is_transient() const noexcept;
    /// Where the time of the last attempt went.
    [[nodiscard]] request_timeline const& timeline() const noexcept;
    /// The position of the stream that failed, after the last item delivered; nothing when no
    /// stream did.
    [[nodiscard]] std::optional<signalwire::cursor> const& cursor() const noexcept;

    /// This error as the class it was made as, `api_error` for example; nothing when it was made as
    /// another.
    template <class Error>
    [[nodiscard]] std::optional<Error> as() const
    {
        return Error::kind == kind() ? std::optional<Error>(Error(*this)) : std::nullopt;
    }

    /// This error as an exception of the class it was made as. Nothing is thrown to make it.
    /// Cancellation becomes `boost::system::system_error`, unless it has a cursor.
    [[nodiscard]] std::exception_ptr exception() const;

    /// A copy with `position` as its `cursor()`. Internal: for generators.
    [[nodiscard]] error with_cursor(signalwire::cursor position) const;

    /// The error for a cancelled operation. Internal.
    [[nodiscard]] static error_ptr cancelled();

    /// The error that `thrown` holds; an exception of another class is kept, and `exception()`
    /// gives it back. Internal.
    [[nodiscard]] static error_ptr from(std::exception_ptr const& thrown);

protected:
    /// The class an error was made as.
    enum class error_kind
    {
        plain,
        cancelled,
        foreign,
        api,
        transport,
        timeout,
        protocol,
        pagination,
        callback
    };

    struct state;

    error(boost::system::error_code code, std::shared_ptr<state const> shared);

    [[nodiscard]] error_kind kind() const noexcept;

    std::shared_ptr<state const> state_;
};

} // namespace signalwire
