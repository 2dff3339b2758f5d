#pragma once

#include <signalwire/compat/model.hpp>
#include <signalwire/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::compat
{

/// A LaML bin: an XML document for calls and messages that SignalWire serves.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, LaML bins, list: the members of `laml_bins`.
struct laml_bin : model<laml_bin>
{
    laml_bin() = default;

    /// Unique ID of the LaML bin.
    std::string sid;
    /// When the LaML bin was created.
    timestamp date_created;
    /// When the LaML bin was last updated.
    timestamp date_updated;
    /// When it was last requested.
    std::optional<timestamp> date_last_accessed;
    /// The account of the LaML bin: the project ID.
    std::string account_sid;
    /// Name for people.
    std::string name;
    /// The XML document.
    std::string contents;
    /// URL to use for calls and messages.
    std::string request_url;
    /// Number of requests.
    std::int64_t num_requests = 0;
    /// API version that created the LaML bin.
    std::string api_version;
    /// URI of the LaML bin, relative to the host.
    std::string uri;
};

} // namespace signalwire::compat
