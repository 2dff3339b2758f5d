#pragma once

#include "paging/list_type.hpp"

namespace signalwire::compat
{

// One per resource, each in the source of its resource.
extern paging::list_type const calls_list;
extern paging::list_type const messages_list;
extern paging::list_type const message_media_list;
extern paging::list_type const recordings_list;

} // namespace signalwire::compat
