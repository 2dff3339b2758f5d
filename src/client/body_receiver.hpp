#pragma once

#include "http/response_sink.hpp"
#include "json/decoder.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>

namespace signalwire::client
{

/// Takes the body of a successful response as it is, in place of a decoder. Functions that have a
/// `rejection` fill its reason if the response cannot be used.
class body_receiver
{
public:
    using rejection = json::decode_error;

    virtual ~body_receiver() = default;

    /// Returns the header fields of the next attempt, each with its line end.
    [[nodiscard]] virtual std::string header() = 0;

    virtual void on_head(http::response_head const& head, rejection& why) = 0;
    virtual void on_body(std::string_view bytes, rejection& why) = 0;
    virtual void on_end(rejection& why) = 0;

    /// Returns true if `deliver` has something to do; nothing is read before it is done.
    [[nodiscard]] virtual bool has_pending() const noexcept = 0;

    /// Passes on what was received. Does not throw: see `failed`.
    [[nodiscard]] virtual boost::asio::awaitable<void> deliver() = 0;

    /// Returns true if what was received could not be passed on. There is no other attempt then.
    [[nodiscard]] virtual bool failed() const noexcept = 0;

    /// Returns true if a rejected response can be asked for again.
    [[nodiscard]] virtual bool can_restart() const noexcept = 0;

protected:
    body_receiver() = default;
    body_receiver(body_receiver const&) = default;
    body_receiver& operator=(body_receiver const&) = default;
};

} // namespace signalwire::client
