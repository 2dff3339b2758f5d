#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/error_context.hpp>

#include <boost/system/system_error.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace signalwire
{

/// The base of everything that operations of this library throw, but for cancellation, which is
/// `boost::system::system_error` with `boost::asio::error::operation_aborted` as everywhere in
/// Asio. `what()` is one complete line: what failed, where, after how long, and what was tried.
/// No secret is part of it; text of the server is quoted with control characters escaped.
///
/// Thread safety: immutable but for `set_cursor`; copies share their state and do not throw. Moving
/// copies.
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
    [[nodiscard]] signalwire::retry_stop retry_stop() const noexcept;
    /// Where the time of the last attempt went.
    [[nodiscard]] request_timeline const& timeline() const noexcept;
    /// The position of the stream that threw it, behind the last item delivered; nothing when no
    /// stream did.
    [[nodiscard]] std::optional<signalwire::cursor> const& cursor() const noexcept;

    /// For those who implement generators: `cursor()` of this object, not of its copies.
    void set_cursor(signalwire::cursor position);

private:
    struct state;
    std::shared_ptr<state const> state_;
};

} // namespace signalwire
