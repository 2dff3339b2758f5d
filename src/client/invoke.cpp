#include "client/invoke.hpp"

#include "client/engine.hpp"
#include "client/model_type.hpp"
#include "client/running_request.hpp"

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

class invoked_request final : public called_request<error_ptr, detail::any_ptr>
{
public:
    invoked_request(
        std::shared_ptr<engine> const& client, detail::operation_call call,
        request_options const& options, detail::operation_source::model_handler handler)
        : called_request(
              client, client->make_operation(options),
              request(
                  call.type, client->endpoint().path(call.path), media_type_of(call.type.body),
                  std::move(call.body)),
              options, std::move(handler))
        , document_(call.type.model ? *call.type.model : no_model)
    {
    }

private:
    response_target target() override
    {
        return document_;
    }

    void on_end(fetch_result result) override
    {
        if (result)
            complete(nullptr, document_.take());
        else
            complete(result.error(), detail::any_ptr(nullptr, [](void*) noexcept {}));
    }

    any_response_model document_;
};

} // namespace

void invoke(
    std::shared_ptr<engine> const& client, detail::operation_call call,
    request_options const& options, detail::operation_source::model_handler handler)
{
    std::make_shared<invoked_request>(client, std::move(call), options, std::move(handler))
        ->start();
}

} // namespace signalwire::client
