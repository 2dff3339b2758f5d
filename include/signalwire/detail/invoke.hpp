#pragma once

#include <signalwire/detail/initiations.hpp>
#include <signalwire/detail/operation_source.hpp>

#include <boost/asio/async_result.hpp>

#include <exception>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace signalwire::detail
{

/// Completes a handler that receives no model.
template <>
struct deliver_model<void, void>
{
    template <class Handler>
    void operator()(Handler&& handler, error_ptr const& why, any_ptr const&) const
    {
        deliver_end{slot}(std::move(handler), why);
    }

    error_ptr* slot;
};

template <class Model>
struct signature_of
{
    using type = void(std::exception_ptr, Model);
};

template <>
struct signature_of<void>
{
    using type = void(std::exception_ptr);
};

/// A completion token for operations that complete with a `Model`.
template <class Token, class Model>
concept token_for = boost::asio::completion_token_for<Token, typename signature_of<Model>::type>;

template <class Model>
class initiate_operation : public initiation<operation_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(
        Handler&& handler, error_ptr* slot, operation_call const& call,
        request_options const& options) const
    {
        source_->invoke(
            call, options,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)),
                deliver_model<Model, Model>{slot}));
    }
};

/// Starts an operation of `source`. Validates the arguments at once, whatever the token.
template <class Model, class Token>
auto invoke(
    std::shared_ptr<operation_source> source, operation<Model> const& what,
    std::initializer_list<std::string_view> ids, form const& fields, request_options const& options,
    Token& token)
{
    operation_call call = make_call(what, source->parents(), ids, fields);
    return boost::asio::async_initiate<Token, typename signature_of<Model>::type>(
        initiate_operation<Model>(std::move(source)), token, no_slot, std::move(call), options);
}

} // namespace signalwire::detail
