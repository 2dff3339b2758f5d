#pragma once

namespace signalwire::sandbox
{

/// Where within an answer its connection ends.
enum class cut_point
{
    /// It does not.
    none,
    /// Not a byte of the answer is sent.
    before_answer,
    /// In the middle of the header.
    in_header,
    /// In the middle of the body; behind the header when there is no body.
    in_body,
    /// Behind a complete answer which promised that the connection stays.
    after_answer
};

} // namespace signalwire::sandbox
