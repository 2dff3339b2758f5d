#pragma once

#include "json/description.hpp"
#include "json/drift_tally.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/errc.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace signalwire::json
{

/// What is wrong with a document, and where.
struct decode_error
{
    decode_error() = default;

    errc code = errc::invalid_json;
    /// A clause: "expected a number or null, found an array".
    std::string reason;
    /// Such as `$.calls[3].price`; empty when the text is not JSON at all.
    std::string path;
};

/// Turns the bytes of a JSON document (RFC 8259), as they arrive, into a described model: no tree
/// of values, no second copy of the text.
///
/// Both modes refuse what is not JSON, nesting beyond 32 levels, strings beyond 1 MiB and lists
/// that are none; `decoding_mode` tells how they differ. After a failure the model holds what was
/// read until then.
class decoder
{
public:
    /// `target` is a `Model` described by `type`; it must outlive the decoder and start out empty.
    decoder(object_type const& type, void* target, decoding_mode mode);
    ~decoder();

    /// Takes the next bytes. False when the document is wrong; it stays wrong.
    [[nodiscard]] bool write(std::string_view bytes);

    /// Says that the document ends here. False when it is wrong, or not complete: the error is
    /// then `errc::truncated_response`, for whoever sent it had more to say.
    [[nodiscard]] bool finish();

    /// Whether the document has ended: what may still follow is blank. False after a failure.
    [[nodiscard]] bool complete() const noexcept;

    /// Says that no more will come, although the document is not complete: removes the element of a
    /// list that was being read, so that the model holds whole elements only.
    void abandon();

    /// What is wrong, after a failure.
    [[nodiscard]] decode_error const& error() const noexcept;

    /// Deviations accepted so far.
    [[nodiscard]] std::uint64_t drift() const noexcept;

    /// The same by member.
    [[nodiscard]] drift_counts deviations_by_member() const;

    /// The same before names are made of it. Valid as long as the decoder.
    [[nodiscard]] drift_tally const& tally() const noexcept;

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

} // namespace signalwire::json
