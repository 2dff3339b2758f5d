#pragma once

#include <cstddef>
#include <string>

namespace signalwire::bench
{

/// The first page of a large account, as the sandbox sends it: `calls` calls, 1 to 1000, and the
/// link to the next page.
[[nodiscard]] std::string sample_page(std::size_t calls);

} // namespace signalwire::bench
