#include "json/decoder.hpp"

#include "json/model_builder.hpp"
#include "json/tokenizer.hpp"

namespace signalwire::json
{

struct decoder::parts
{
    parts(object_schema const& type, void* target, decoding_mode mode)
        : model(type, target, mode)
        , text(model)
    {
    }

    model_builder model;
    tokenizer text;
    bool failed = false;
};

decoder::decoder(object_schema const& type, void* target, decoding_mode mode)
    : parts_(std::make_unique<parts>(type, target, mode))
{
}

decoder::~decoder() = default;

bool decoder::write(std::string_view bytes)
{
    parts_->failed = parts_->failed || !parts_->text.write(bytes);
    return !parts_->failed;
}

bool decoder::finish()
{
    parts_->failed = parts_->failed || !parts_->text.finish();
    return !parts_->failed;
}

bool decoder::complete() const noexcept
{
    return !parts_->failed && parts_->text.complete();
}

void decoder::abandon()
{
    parts_->model.abandon();
}

decode_error const& decoder::error() const noexcept
{
    return parts_->model.error();
}

std::uint64_t decoder::deviations() const noexcept
{
    return parts_->model.deviations().total();
}

deviation_counter const& decoder::counter() const noexcept
{
    return parts_->model.deviations();
}

} // namespace signalwire::json
