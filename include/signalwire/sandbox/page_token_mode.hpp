#pragma once

namespace signalwire::sandbox
{

/// What a page token says about where its page begins, which shows when calls arrive while a
/// listing is under way. The API does not document which it is.
enum class page_tokens
{
    /// Behind a call: what arrives at the head of the listing moves nothing. A listing shows every
    /// call of its begin once, and none that came later.
    anchored,
    /// Behind a number of calls: what arrives moves the calls of one page to the next, where they
    /// are listed again. Finding a page takes time in proportion to what is before it, unless the
    /// listing is of all calls.
    offsets
};

} // namespace signalwire::sandbox
