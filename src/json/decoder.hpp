#pragma once

#include "json/deviation_counter.hpp"
#include "json/schema.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/errc.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace signalwire::json
{

/// Why a document is invalid, and where.
struct decode_error
{
    decode_error() = default;

    errc code = errc::invalid_json;
    /// A lower-case message: "expected a number or null, found an array".
    std::string reason;
    /// Such as `$.calls[3].price`; empty if the text is not JSON.
    std::string path;
};

/// Decodes a JSON document (RFC 8259), as it arrives, into a model with a schema, without a tree of
/// values or a second copy of the text.
///
/// Both modes reject invalid JSON, nesting beyond 32 levels, strings beyond 1 MiB and lists of
/// another type; see `decoding_mode` for the differences. After a failure the model holds what was
/// read before.
class decoder
{
public:
    /// `target` is an empty model with the schema `type`. Lifetime: it must outlive the decoder.
    decoder(object_schema const& type, void* target, decoding_mode mode);
    ~decoder();

    /// Decodes the next bytes. Returns false if the document is invalid, now or before.
    [[nodiscard]] bool write(std::string_view bytes);

    /// Ends the document. Returns false if it is invalid, or incomplete:
    /// `errc::truncated_response`.
    [[nodiscard]] bool finish();

    /// Returns true if the document has ended: only blanks may follow. False after a failure.
    [[nodiscard]] bool complete() const noexcept;

    /// Ends an incomplete document: removes the list element being read, so that the model holds
    /// complete elements only.
    void abandon();

    /// Requires a failure.
    [[nodiscard]] decode_error const& error() const noexcept;

    /// The number of deviations accepted so far.
    [[nodiscard]] std::uint64_t deviations() const noexcept;

    /// The counter of the deviations. Valid as long as the decoder.
    [[nodiscard]] deviation_counter const& counter() const noexcept;

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

} // namespace signalwire::json
