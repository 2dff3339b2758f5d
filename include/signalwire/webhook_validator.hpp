#pragma once

#include <string>
#include <string_view>

namespace signalwire
{

/// The signatures of a webhook: the values of its headers, empty if absent.
struct webhook_signatures
{
    webhook_signatures() = default;

    /// Reads them from the header fields of a request, such as Beast's `http::fields`:
    /// `fields[name]` must be convertible to `std::string_view` and empty for an absent field.
    ///
    /// Lifetime: refers to `fields`.
    template <class Fields>
        requires requires(Fields const& fields) { std::string_view(fields["name"]); }
    explicit webhook_signatures(Fields const& fields)
        : signalwire_sha256(fields["X-SignalWire-Sha256-Signature"])
        , signalwire(fields["X-SignalWire-Signature"])
        , twilio(fields["X-Twilio-Signature"])
    {
    }

    /// `X-SignalWire-Sha256-Signature`.
    std::string_view signalwire_sha256;
    /// `X-SignalWire-Signature`.
    std::string_view signalwire;
    /// `X-Twilio-Signature`.
    std::string_view twilio;
};

/// Verifies that a webhook was sent by SignalWire and not changed.
///
///     signalwire::webhook_validator const validator(signing_key);
///     if (!validator.valid(webhook_signatures(request), url, request.body()))
///         // respond with 403
///
/// Accepted are HMAC-SHA256 and HMAC-SHA1 of the URL and the raw body, and HMAC-SHA1 of the URL and
/// the sorted form parameters. A body that is not a form is signed in the last scheme by the
/// `bodySHA256` of the URL only, and rejected without it. A valid webhook can be replayed: compare
/// its sid and status with what you know.
///
/// Thread safety: `valid` may be called concurrently.
class webhook_validator
{
public:
    /// `signing_key` is that of the project (in the dashboard, not the API token).
    ///
    /// Throws: `std::invalid_argument` if it is empty.
    explicit webhook_validator(std::string_view signing_key);

    /// Returns true if one of the signatures is right. Compares in constant time; without I/O.
    ///
    /// `url` is the one configured with SignalWire, including its query: behind a reverse proxy not
    /// the one that the process sees. Its default port may be present or absent. `body` is the raw
    /// body, empty for GET.
    [[nodiscard]] bool valid(
        webhook_signatures const& signatures, std::string_view url, std::string_view body) const;

    /// As above, with the header fields of a request.
    template <class Fields>
        requires requires(Fields const& fields) { std::string_view(fields["name"]); }
    [[nodiscard]] bool valid(
        Fields const& fields, std::string_view url, std::string_view body) const
    {
        return valid(webhook_signatures(fields), url, body);
    }

private:
    std::string key_;
};

} // namespace signalwire
