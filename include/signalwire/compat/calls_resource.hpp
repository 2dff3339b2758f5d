#pragma once

#include <signalwire/compat/call_filter.hpp>
#include <signalwire/compat/call_page.hpp>
#include <signalwire/compat/list_resource.hpp>

namespace signalwire::compat
{

/// The calls of the account: `client.compat.calls`. What it does is described at `list_resource`.
///
/// Source: Compatibility API, Calls, list: GET /Accounts/{AccountSid}/Calls.
class calls_resource : public list_resource<call_page, call_filter>
{
public:
    using list_resource::list_resource;
};

} // namespace signalwire::compat
