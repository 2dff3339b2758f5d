#include "client/invoke.hpp"

#include "client/engine.hpp"
#include "client/model_type.hpp"

#include <signalwire/detail/mapped_handler.hpp>

#include <boost/describe/class.hpp>

#include <string>
#include <utility>

namespace signalwire::client
{

namespace
{

/// The model of responses that have no content.
struct nothing
{
    boost::json::object extra;
    member_presence presence;
};

BOOST_DESCRIBE_STRUCT(nothing, (), ())

constexpr detail::model_type no_model = make_model_type<nothing>();

/// A model that keeps nothing of broken responses.
class any_response_model final : public response_model
{
public:
    explicit any_response_model(detail::model_type const& type)
        : type_(type)
        , model_(type.create())
    {
    }

    json::object_schema const& type() const noexcept override
    {
        return *type_.schema;
    }

    void* start() override
    {
        model_ = type_.create();
        return model_.get();
    }

    [[nodiscard]] detail::any_ptr take() noexcept
    {
        return std::move(model_);
    }

private:
    detail::model_type const& type_;
    detail::any_ptr model_;
};

/// The result of a request: a model, or why there is none.
struct invoked
{
    invoked() = default;

    explicit invoked(error_ptr why) noexcept
        : failure(std::move(why))
    {
    }

    error_ptr failure;
    detail::any_ptr model{nullptr, [](void*) noexcept {}};
};

std::string media_type_of(detail::body_type type)
{
    switch (type)
    {
    case detail::body_type::form: return "application/x-www-form-urlencoded";
    case detail::body_type::json: return "application/json";
    case detail::body_type::none: break;
    }
    return {};
}

boost::asio::awaitable<invoked> run(
    std::shared_ptr<engine> client, std::shared_ptr<async::operation> op,
    detail::operation_call call, request_options options)
{
    any_response_model document(call.type.model ? *call.type.model : no_model);
    request what(
        call.type, client->endpoint().path(call.path), media_type_of(call.type.body),
        std::move(call.body));
    fetch_result const result = co_await client->send(*op, std::move(what), options, document);
    invoked out(result ? nullptr : result.error());
    if (result)
        out.model = document.take();
    co_return std::move(out);
}

} // namespace

void invoke(
    std::shared_ptr<engine> const& client, detail::operation_call call,
    request_options const& options, detail::operation_source::model_handler handler)
{
    std::shared_ptr<async::operation> const op = client->make_operation(options);
    auto const complete = [](detail::operation_source::model_handler target, invoked result) {
        std::move(target)(std::move(result.failure), std::move(result.model));
    };
    client->spawn_operation(
        op, run(client, op, std::move(call), options),
        detail::mapped_handler(std::move(handler), complete));
}

} // namespace signalwire::client
