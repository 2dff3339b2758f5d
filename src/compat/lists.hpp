#pragma once

#include "paging/list_type.hpp"

namespace signalwire::compat
{

// One per resource, each in the source of its resource.
extern paging::list_type const accounts_list;
extern paging::list_type const applications_list;
extern paging::list_type const calls_list;
extern paging::list_type const conferences_list;
extern paging::list_type const participants_list;
extern paging::list_type const conference_recordings_list;
extern paging::list_type const faxes_list;
extern paging::list_type const fax_media_list;
extern paging::list_type const laml_bins_list;
extern paging::list_type const messages_list;
extern paging::list_type const message_media_list;
extern paging::list_type const phone_numbers_list;
extern paging::list_type const queues_list;
extern paging::list_type const queue_members_list;
extern paging::list_type const recordings_list;
extern paging::list_type const transcriptions_list;

} // namespace signalwire::compat
