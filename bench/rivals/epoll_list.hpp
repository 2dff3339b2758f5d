#pragma once

#include "support/list_findings.hpp"
#include "support/list_settings.hpp"

namespace signalwire::bench
{

/// Asks for the same page many times at once, on one thread, with epoll, OpenSSL and simdjson.
/// Keeps times and prices as text.
void list_by_epoll(list_settings const& how, list_findings& found);

} // namespace signalwire::bench
