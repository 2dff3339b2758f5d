#include "json/decoder.hpp"

#include "json/reader.hpp"
#include "json/tokenizer.hpp"

namespace signalwire::json
{

struct decoder::parts
{
    parts(object_type const& type, void* target, decoding_mode mode)
        : model(type, target, mode)
        , text(model)
    {
    }

    reader model;
    tokenizer text;
    bool failed = false;
};

decoder::decoder(object_type const& type, void* target, decoding_mode mode)
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

std::uint64_t decoder::drift() const noexcept
{
    return parts_->model.drift().total();
}

drift_counts decoder::deviations_by_member() const
{
    return tally().counts();
}

drift_tally const& decoder::tally() const noexcept
{
    return parts_->model.drift();
}

} // namespace signalwire::json
