#pragma once

#include "client/body_receiver.hpp"
#include "client/range_state.hpp"

#include <signalwire/detail/operation_source.hpp>
#include <signalwire/download.hpp>
#include <signalwire/error.hpp>

#include <boost/asio/awaitable.hpp>

#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace signalwire::client
{

class engine;
using detail::operation_source;

/// Passes the body of a response to a sink, over all attempts.
class download_receiver final : public body_receiver
{
public:
    /// The arguments must outlive it.
    download_receiver(download_sink& sink, download_options const& options);

    [[nodiscard]] std::string header() override;
    void on_head(http::response_head const& head, rejection& why) override;
    void on_body(std::string_view bytes, rejection& why) override;
    void on_end(rejection& why) override;
    [[nodiscard]] bool has_pending() const noexcept override;
    [[nodiscard]] boost::asio::awaitable<void> deliver() override;
    [[nodiscard]] bool failed() const noexcept override;
    [[nodiscard]] bool can_restart() const noexcept override;

    /// The content is complete. Does not throw: see `failed`.
    [[nodiscard]] boost::asio::awaitable<void> finish();

    /// What the sink threw; null if nothing.
    [[nodiscard]] std::exception_ptr const& thrown() const noexcept
    {
        return thrown_;
    }

    [[nodiscard]] download_result result() const;

private:
    void begin_again(std::string_view reason, rejection& why);
    [[nodiscard]] bool restart_sink();

    download_sink& sink_;
    download_options const& options_;
    range_state range_;
    std::string content_type_;
    std::string pending_;
    std::exception_ptr thrown_;
    bool can_restart_ = false;
};

/// Sends the request `call` and passes the content to `to`.
void start_download(
    std::shared_ptr<engine> const& client, detail::operation_call const& call,
    download_destination const& to, download_options const& what, request_options const& options,
    operation_source::download_handler handler);

} // namespace signalwire::client
