#pragma once

namespace signalwire::sandbox
{

/// What a page token encodes. The difference shows when calls are added during a listing. The API
/// does not document its mode.
enum class page_token_mode
{
    /// The call before the page (keyset pagination). New calls at the head of the listing shift
    /// nothing: a listing shows every initial call once and no later one.
    keyset,
    /// A number of calls to skip. New calls shift calls to the next page, where they are listed
    /// again. Finding a page takes time proportional to the number of calls before it, unless the
    /// listing has no filter.
    offset
};

} // namespace signalwire::sandbox
