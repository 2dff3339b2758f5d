#pragma once

#include <signalwire/compat/accounts_resource.hpp>
#include <signalwire/compat/applications_resource.hpp>
#include <signalwire/compat/calls_resource.hpp>
#include <signalwire/compat/conferences_resource.hpp>
#include <signalwire/compat/faxes_resource.hpp>
#include <signalwire/compat/laml_bins_resource.hpp>
#include <signalwire/compat/messages_resource.hpp>
#include <signalwire/compat/phone_numbers_resource.hpp>
#include <signalwire/compat/queues_resource.hpp>
#include <signalwire/compat/recordings_resource.hpp>
#include <signalwire/compat/tokens_resource.hpp>
#include <signalwire/compat/transcriptions_resource.hpp>

#include <memory>

namespace signalwire::client
{
class engine;
}

/// The Compatibility (LaML) API: response models, filters of lists, forms of requests, and
/// resources.
namespace signalwire::compat
{

/// The Compatibility (LaML) API: `client.compat`. One member per resource.
class api
{
public:
    /// Internal: constructed by `rest_client`.
    explicit api(std::shared_ptr<client::engine> const& engine);

    /// The project and its subprojects.
    accounts_resource accounts;
    /// Applications of the account.
    applications_resource applications;
    /// Calls of the account.
    calls_resource calls;
    /// Conferences of the account.
    conferences_resource conferences;
    /// Faxes of the account.
    faxes_resource faxes;
    /// LaML bins of the account.
    laml_bins_resource laml_bins;
    /// Messages of the account.
    messages_resource messages;
    /// Phone numbers: those of the account, and those that can be bought.
    phone_numbers_resource phone_numbers;
    /// Queues of the account.
    queues_resource queues;
    /// Recordings of the account.
    recordings_resource recordings;
    /// API tokens of the project.
    tokens_resource tokens;
    /// Transcriptions of the account.
    transcriptions_resource transcriptions;
};

} // namespace signalwire::compat
