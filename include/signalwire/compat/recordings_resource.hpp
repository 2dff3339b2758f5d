#pragma once

#include <signalwire/compat/list_resource.hpp>
#include <signalwire/compat/recording_filter.hpp>
#include <signalwire/compat/recording_page.hpp>

namespace signalwire::compat
{

/// The recordings of the account: `client.compat.recordings`. What it does is described at
/// `list_resource`.
///
/// Source: Compatibility API, Recordings, list: GET /Accounts/{AccountSid}/Recordings.
class recordings_resource : public list_resource<recording_page, recording_filter>
{
public:
    using list_resource::list_resource;
};

} // namespace signalwire::compat
