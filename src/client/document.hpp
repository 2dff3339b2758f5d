#pragma once

#include "json/description.hpp"

namespace signalwire::client
{

/// The model that a response becomes, whatever its type.
class document
{
public:
    virtual ~document() = default;

    [[nodiscard]] virtual json::object_type const& type() const noexcept = 0;

    /// An empty model for the response that comes next; gives its address. What an earlier, broken
    /// response left behind may be kept elsewhere.
    virtual void* start() = 0;

    /// The model holds what has arrived of the response so far, and the rest is being waited for.
    virtual void on_pause() {}

protected:
    document() = default;
    document(document const&) = default;
    document& operator=(document const&) = default;
};

/// A document that keeps nothing of broken responses.
template <class Model>
class model_document final : public document
{
public:
    json::object_type const& type() const noexcept override
    {
        return json::description<Model>::type;
    }

    void* start() override
    {
        model = Model();
        return &model;
    }

    Model model;
};

} // namespace signalwire::client
