#pragma once

#include <signalwire/compat/api_token.hpp>
#include <signalwire/compat/form.hpp>
#include <signalwire/detail/invoke.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace signalwire::compat
{

/// What `tokens.create` sends. Required: `name` and `permissions`.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Tokens, create: the request body.
class new_token : public form<new_token>
{
public:
    new_token() = default;

    /// Name for people.
    new_token& name(std::string_view value) { return set_text("name", value); }
    /// What the token may be used for: `calling`, `chat`, `datasphere`, `fax`, `management`,
    /// `messaging`, `numbers`, `pubsub`, `storage`, `tasking`, `video`.
    new_token& permissions(detail::text_list const& values)
    {
        return set_each("permissions", values, {}, 32);
    }
    /// Subproject of the token.
    new_token& subproject_id(std::string_view value) { return set_text("subproject_id", value); }
};

/// What `tokens.update` sends: JSON.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Tokens, update: the request body.
class token_update : public form<token_update>
{
public:
    token_update() = default;

    /// Name for people.
    token_update& name(std::string_view value) { return set_text("name", value); }
    /// What the token may be used for; see `new_token`.
    token_update& permissions(detail::text_list const& values)
    {
        return set_each("permissions", values, {}, 32);
    }
};

namespace operations
{
extern detail::operation<api_token> const create_token;
extern detail::operation<api_token> const update_token;
extern detail::operation<void> const remove_token;
} // namespace operations

/// The API tokens of the project: `client.compat.tokens`. They cannot be listed.
///
/// Source: Compatibility API, Tokens: /Accounts/{AccountSid}/tokens.
/// See: `record_resource`, which has the contract of all operations.
class tokens_resource
{
public:
    /// The type of the executor of the client.
    using executor_type = boost::asio::any_io_executor;

    /// Internal: constructed by `rest_client`, and by tests with their own implementation.
    explicit tokens_resource(std::shared_ptr<detail::operation_source> source) noexcept
        : source_(std::move(source))
    {
    }

    /// Returns the executor of the client.
    [[nodiscard]] executor_type get_executor() const noexcept { return source_->get_executor(); }

    /// Creates a token. Unsafe: it is repeated only if the server has not processed it.
    ///
    /// The token itself is in the result: keep it secret.
    template <
        detail::options_or_token_giving<api_token> Options = request_options,
        detail::token_giving<api_token> CompletionToken = boost::asio::use_awaitable_t<>>
    auto create(
        new_token const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source_, operations::create_token, {}, form.fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Changes the token `id`. Idempotent.
    template <
        detail::options_or_token_giving<api_token> Options = request_options,
        detail::token_giving<api_token> CompletionToken = boost::asio::use_awaitable_t<>>
    auto update(
        std::string_view id, token_update const& form, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source_, operations::update_token, {id}, form.fields(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

    /// Revokes the token `id`. Idempotent: a repetition after an unknown outcome that finds nothing
    /// has succeeded.
    template <
        detail::options_or_token_giving<void> Options = request_options,
        detail::token_giving<void> CompletionToken = boost::asio::use_awaitable_t<>>
    auto remove(
        std::string_view id, Options&& options = Options(),
        CompletionToken&& token = CompletionToken()) const
    {
        return detail::invoke(
            source_, operations::remove_token, {id}, detail::form(), std::forward<Options>(options),
            std::forward<CompletionToken>(token));
    }

private:
    std::shared_ptr<detail::operation_source> source_;
};

} // namespace signalwire::compat
