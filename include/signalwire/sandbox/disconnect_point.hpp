#pragma once

namespace signalwire::sandbox
{

/// The position within a request or its response where the server closes the connection.
enum class disconnect_point
{
    /// The connection stays open.
    none,
    /// After the header of the request: its body is not read and nothing is done.
    in_request,
    /// Before the first byte of the response.
    before_response,
    /// In the middle of the header.
    in_header,
    /// In the middle of the body; after the header if the response has no body.
    in_body,
    /// After a complete response that announced a persistent connection.
    after_response
};

} // namespace signalwire::sandbox
