#include "client/range_state.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace signalwire::client
{

namespace
{

/// A part of a content: `bytes 100-199/1000`, or `bytes 100-199/*`.
struct content_range
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::optional<std::uint64_t> total;
};

std::optional<content_range> parse_content_range(std::string_view text) noexcept
{
    constexpr std::string_view unit = "bytes ";
    std::size_t const dash = text.find('-');
    std::size_t const slash = text.find('/');
    if (!core::is_any_of(text.substr(0, unit.size()), {unit}) || dash < unit.size() || dash > slash
        || slash == std::string_view::npos)
        return std::nullopt;
    auto const first =
        core::parse_number<std::uint64_t>(text.substr(unit.size(), dash - unit.size()));
    auto const last = core::parse_number<std::uint64_t>(text.substr(dash + 1, slash - dash - 1));
    auto const total = core::parse_number<std::uint64_t>(text.substr(slash + 1));
    if (!first || !last || *first > *last || (!total && text.substr(slash + 1) != "*")
        || (total && *last >= *total))
        return std::nullopt;
    return content_range{*first, *last, total};
}

/// If-Range knows neither weak tags nor two validators.
std::string const& validator_of(http::range_fields const& fields) noexcept
{
    bool const is_strong = !fields.etag.empty() && !fields.etag.starts_with("W/");
    return is_strong ? fields.etag : fields.last_modified;
}

} // namespace

std::string range_state::header() const
{
    if (delivered_ == 0 || (validator_.empty() && !total_))
        return {};
    std::string out = "Range: bytes=" + std::to_string(delivered_) + "-\r\n";
    if (!validator_.empty())
        out += "If-Range: " + validator_ + "\r\n";
    return out;
}

range_state::verdict range_state::on_head(http::response_head const& head)
{
    constexpr int partial_content = 206;
    http::range_fields const fields = head.range.value_or(http::range_fields());
    skip_ = 0;
    verdict const out = head.status == partial_content ? on_part(fields) : on_whole(fields);
    return out == verdict::fits && total_ > max_bytes_ ? verdict::too_large : out;
}

range_state::verdict range_state::on_part(http::range_fields const& fields)
{
    std::optional<content_range> const range = parse_content_range(fields.content_range);
    std::uint64_t const length = range ? range->last - range->first + 1 : 0;
    // Another length would be one of a part that is not there.
    if (!range || delivered_ == 0 || range->first != delivered_
        || fields.content_length.value_or(length) != length)
        return verdict::wrong_range;
    bool const is_other = (total_ && range->total && total_ != range->total)
        || (validator_.empty() && !range->total)
        || (!validator_.empty() && !validator_of(fields).empty() && !is_same(fields));
    if (is_other)
        return verdict::wrong_range;
    if (!total_)
        total_ = range->total;
    return verdict::fits;
}

range_state::verdict range_state::on_whole(http::range_fields const& fields)
{
    if (delivered_ > 0)
    {
        if (validator_.empty() || !is_same(fields))
            return verdict::from_start;
        skip_ = delivered_;
        return verdict::fits;
    }
    total_ = fields.content_length;
    validator_ = validator_of(fields);
    // It is sent back.
    if (core::has_control(validator_))
        validator_.clear();
    return verdict::fits;
}

bool range_state::is_same(http::range_fields const& fields) const noexcept
{
    return validator_of(fields) == validator_;
}

void range_state::restart() noexcept
{
    delivered_ = 0;
    skip_ = 0;
    total_.reset();
    validator_.clear();
}

std::string_view range_state::new_part(std::string_view bytes) noexcept
{
    std::uint64_t const old = std::min<std::uint64_t>(skip_, bytes.size());
    skip_ -= old;
    return bytes.substr(static_cast<std::size_t>(old));
}

} // namespace signalwire::client
