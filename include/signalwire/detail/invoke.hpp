#pragma once

#include <signalwire/detail/completion_token.hpp>
#include <signalwire/detail/initiations.hpp>
#include <signalwire/detail/operation_source.hpp>

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
        deliver_end{slot}(std::forward<Handler>(handler), why);
    }

    error_ptr* slot = nullptr;
};

template <class Model>
struct signature_type
{
    using type = void(std::exception_ptr, Model);
};

template <>
struct signature_type<void>
{
    using type = void(std::exception_ptr);
};

/// The signature of operations that complete with a `Model`.
template <class Model>
using signature_of = typename signature_type<Model>::type;

/// A completion token of an operation that completes with a `Model`.
template <class Token, class Model>
concept token_giving = token_for<Token, signature_of<Model>>;

/// The last argument but one of such an operation: options, or a token if it is the last argument.
template <class Argument, class Model>
concept options_or_token_giving = options_or_token_for<Argument, signature_of<Model>>;

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
template <class Model, class Options, class Token>
auto invoke(
    std::shared_ptr<operation_source> source, operation<Model> const& what,
    std::initializer_list<std::string_view> ids, form const& fields, Options&& options,
    Token&& token)
{
    operation_call call = make_call(what, source->parents(), ids, fields);
    return initiate<signature_of<Model>>(
        initiate_operation<Model>(std::move(source)), std::forward<Options>(options),
        std::forward<Token>(token), std::move(call));
}

} // namespace signalwire::detail
