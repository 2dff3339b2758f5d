#pragma once

#include <string>
#include <string_view>

namespace signalwire::test
{

/// `text` as one gzip member.
[[nodiscard]] std::string gzip(std::string_view text);

/// `text` in the format that zlib means by `window`: 15 is its own, -15 has no header.
[[nodiscard]] std::string compress(std::string_view text, int window);

} // namespace signalwire::test
