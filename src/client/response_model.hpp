#pragma once

#include "json/schema.hpp"

namespace signalwire::client
{

/// The model of a response, independent of its type.
class response_model
{
public:
    virtual ~response_model() = default;

    [[nodiscard]] virtual json::object_schema const& type() const noexcept = 0;

    /// Returns the address of an empty model for the next response. Elements of a previous, broken
    /// response may be kept elsewhere.
    virtual void* start() = 0;

    /// The model holds all that has arrived, and the response is incomplete.
    virtual void on_input_drained() {}

protected:
    response_model() = default;
    response_model(response_model const&) = default;
    response_model& operator=(response_model const&) = default;
};

/// A model that keeps nothing of broken responses.
template <class Model>
class typed_response_model final : public response_model
{
public:
    json::object_schema const& type() const noexcept override
    {
        return json::schema<Model>::value;
    }

    void* start() override
    {
        model = Model();
        return &model;
    }

    Model model;
};

} // namespace signalwire::client
