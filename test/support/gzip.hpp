#pragma once

#include <string>
#include <string_view>

namespace signalwire::test
{

/// `text` as one gzip member.
[[nodiscard]] std::string gzip(std::string_view text);

} // namespace signalwire::test
