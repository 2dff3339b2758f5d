#pragma once

#include "async/operation.hpp"
#include "client/engine.hpp"
#include "client/response_model.hpp"
#include "client/running_request.hpp"
#include "compat/describe_calls.hpp"

#include <signalwire/compat/call.hpp>
#include <signalwire/error.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/cancellation_type.hpp>

#include <memory>
#include <string>
#include <utility>

namespace signalwire::test
{

// Operations of each class: the public interface has no writes yet.

inline constexpr client::operation_type get_thing{
    "things.get", client::http_method::get, "/Things", client::retry_class::safe};
inline constexpr client::operation_type create_thing{
    "things.create", client::http_method::post, "/Things", client::retry_class::unsafe, {200, 201}};
inline constexpr client::operation_type replace_thing{
    "things.replace", client::http_method::put, "/Things", client::retry_class::idempotent};
inline constexpr client::operation_type remove_thing{
    "things.remove",
    client::http_method::remove,
    "/Things",
    client::retry_class::idempotent,
    {204}};

/// A request of any class, sent by an engine. The response is read as a call.
class direct_request
{
public:
    /// Starts it.
    direct_request(
        std::shared_ptr<client::engine> const& engine, client::operation_type const& type,
        std::string body = {}, request_options const& options = request_options())
        : options_(options)
        , op_(engine->make_operation(options_))
    {
        std::string const media_type = body.empty() ? "" : "text/plain";
        std::make_shared<sent>(
            *this, engine, client::request(type, "/Things", media_type, std::move(body)))
            ->start();
    }

    direct_request(direct_request const&) = delete;
    direct_request& operator=(direct_request const&) = delete;

    void cancel(boost::asio::cancellation_type type)
    {
        op_->cancel(type);
    }

    [[nodiscard]] bool done() const noexcept
    {
        return done_;
    }

    /// Why it failed; null after success.
    [[nodiscard]] error_ptr const& failure() const noexcept
    {
        return failure_;
    }

    [[nodiscard]] compat::call const& model() const noexcept
    {
        return document_.model;
    }

private:
    class sent final : public client::running_request
    {
    public:
        sent(direct_request& owner, std::shared_ptr<client::engine> engine, client::request what)
            : running_request(std::move(engine), owner.op_, std::move(what), owner.options_)
            , owner_(owner)
        {
        }

    private:
        client::response_target target() override
        {
            return owner_.document_;
        }

        void on_end(client::fetch_result result) override
        {
            end_operation();
            owner_.failure_ = result ? nullptr : result.error();
            owner_.done_ = true;
        }

        direct_request& owner_;
    };

    request_options options_;
    std::shared_ptr<async::operation> op_;
    client::typed_response_model<compat::call> document_;
    error_ptr failure_;
    bool done_ = false;
};

} // namespace signalwire::test
