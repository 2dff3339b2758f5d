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

/// An error held by value; null if there is none.
using error_ptr = std::shared_ptr<error const>;

/// Base of all exceptions that operations throw, except cancellation.
///
/// Cancellation has the code `boost::asio::error::operation_aborted`, as in Asio. Of a write it is
/// thrown as an `error`, so that its `outcome()` is known, else as `boost::system::system_error`.
///
/// `what()` is one line with cause, request, duration and attempts; of a write, also with its
/// outcome and what to do. It contains no secret; text of the server is quoted, with control
/// characters escaped.
///
/// A copy held as `error` keeps all members of its derived class; see `as` and `exception`.
/// Thread safety: immutable; copies share their state and do not throw. Moving copies.
class error : public boost::system::system_error
{
public:
    /// `reason` is a lower-case clause, such as "the server closed the connection".
    error(boost::system::error_code code, std::string const& reason, error_context context);

    /// Copies; the state is shared. There is no move, so that no error is empty.
    error(error const&) noexcept = default;
    /// Copies; the state is shared.
    error& operator=(error const&) noexcept = default;

    /// Returns the whole message.
    ///
    /// Lifetime: valid as long as this object or a copy of it.
    char const* what() const noexcept override;

    /// Returns the cause, without the request.
    [[nodiscard]] std::string const& reason() const noexcept;
    /// Returns the HTTP method; empty if there was no request.
    [[nodiscard]] std::string const& method() const noexcept;
    /// Returns the URL without credentials.
    [[nodiscard]] std::string const& url() const noexcept;
    /// Returns the number of attempts started, including the last one.
    [[nodiscard]] int attempts() const noexcept;
    /// Returns the time from the start of the operation to the failure.
    [[nodiscard]] std::chrono::milliseconds elapsed() const noexcept;
    /// Returns the request ID of the last response; empty if the server sent none.
    [[nodiscard]] std::string const& request_id() const noexcept;
    /// Returns the request ID that the client sent with the last attempt (`X-Request-Id`); empty if
    /// there was no attempt.
    [[nodiscard]] std::string const& client_request_id() const noexcept;
    /// Returns the reason why there was no further attempt.
    [[nodiscard]] signalwire::retry_stop_reason retry_stop_reason() const noexcept;
    /// Returns whether the server may have processed the request, in any attempt.
    [[nodiscard]] request_outcome outcome() const noexcept;
    /// Returns true for a transient failure: a timeout, a lost connection, an overloaded server.
    [[nodiscard]] bool is_transient() const noexcept;
    /// Returns the durations of the phases of the last attempt.
    [[nodiscard]] request_timeline const& timeline() const noexcept;
    /// Returns the position of the failed stream, after the last item delivered; nothing for other
    /// operations.
    [[nodiscard]] std::optional<signalwire::cursor> const& cursor() const noexcept;

    /// Returns the error as its class, for example `api_error`; nothing if it has another class.
    template <class Error>
    [[nodiscard]] std::optional<Error> as() const
    {
        return Error::kind == kind() ? std::optional<Error>(Error(*this)) : std::nullopt;
    }

    /// Returns the error as an exception of its class, without throwing it. Cancellation becomes
    /// `boost::system::system_error`, unless it has a cursor or is that of a write.
    [[nodiscard]] std::exception_ptr exception() const;

    /// Internal: returns a copy whose `cursor()` is `position`.
    [[nodiscard]] error with_cursor(signalwire::cursor position) const;

    /// Internal: returns the error of a cancelled operation whose effect is not known.
    [[nodiscard]] static error_ptr cancelled();

    /// Internal: returns the error of the cancelled operation `context`.
    [[nodiscard]] static error_ptr cancelled(error_context context);

    /// Internal: returns the error in `thrown`. An exception of another class is kept and returned
    /// by `exception()`.
    [[nodiscard]] static error_ptr from(std::exception_ptr const& thrown);

protected:
    /// The class of an error.
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

    /// Constructs an error with the state of another one.
    error(boost::system::error_code code, std::shared_ptr<state const> shared);

    /// Returns the class the error was made as.
    [[nodiscard]] error_kind kind() const noexcept;

    /// Never null.
    std::shared_ptr<state const> state_;
};

} // namespace signalwire
