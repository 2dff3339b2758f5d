#pragma once

#include <signalwire/compat/call_filter.hpp>
#include <signalwire/compat/call_page.hpp>
#include <signalwire/compat/list_resource.hpp>

namespace signalwire::compat
{

/// The calls of the account: `client.compat.calls`.
///
/// Source: Compatibility API, Calls, list: GET /Accounts/{AccountSid}/Calls.
/// See: `list_resource`, which has the operations.
class calls_resource : public list_resource<call_page, call_filter>
{
public:
    using list_resource::list_resource;
};

} // namespace signalwire::compat
