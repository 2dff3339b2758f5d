#pragma once

#include "core/usual_time_parser.hpp"
#include "json/frame.hpp"
#include "json/text_index.hpp"

namespace signalwire::json
{

/// Reads the members of objects as long as each follows the previous one in the schema and is
/// spelled as servers do: no white space, a scalar of the documented type in its usual form,
/// complete and not at the end of the text. That is nearly all of a page, without a call for each
/// value. In a projection, members that are not wanted are skipped. It leaves everything else,
/// unread, to the tokenizer, which comes to the same result.
class member_reader
{
public:
    /// Reads members of `object` from the name that begins at `first`; `index` is that of the text.
    /// Returns the end of the last member that was read, or `first`.
    [[nodiscard]] char const* read(
        frame& object, char const* first, char const* last, text_index const& index);

private:
    [[nodiscard]] char const* read_member(
        frame& object, char const* first, char const* last, text_index const& index);

    core::usual_time_parser times_;
};

} // namespace signalwire::json
