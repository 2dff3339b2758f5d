#pragma once

#include <signalwire/compat/listing_filter.hpp>
#include <signalwire/compat/listing_page.hpp>
#include <signalwire/compat/record_resource.hpp>
#include <signalwire/compat/transcription.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <vector>

namespace signalwire::compat
{

/// Filter of a list of transcriptions; see `call_filter`. A setter replaces the earlier value.
///
/// Throws: setters throw `std::invalid_argument`, which names the parameter, for an invalid value.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Transcriptions, list: query parameters.
class transcription_filter : public listing_filter<transcription_filter>
{
public:
    /// Selects all transcriptions.
    transcription_filter() = default;

    /// Transcriptions created on `value`.
    transcription_filter& date_created(timestamp value) { return set_time("DateCreated", value); }
    /// Transcriptions created before `value` (`DateCreated<`).
    transcription_filter& date_created_before(timestamp value)
    {
        return set_time("DateCreated<", value);
    }
    /// Transcriptions created after `value` (`DateCreated>`).
    transcription_filter& date_created_after(timestamp value)
    {
        return set_time("DateCreated>", value);
    }
};

/// One page of transcriptions, newest first; also a range of `transcription`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Transcriptions, list: the response.
struct transcription_page : listing_page<transcription_page, transcription>
{
    transcription_page() = default;

    /// Items of the page.
    std::vector<transcription> transcriptions;

    /// Pointer to the member that holds the items.
    static constexpr std::vector<transcription> transcription_page::* items =
        &transcription_page::transcriptions;
};

namespace operations
{
extern detail::operation<transcription> const get_transcription;
extern detail::operation<void> const remove_transcription;
} // namespace operations

/// The transcriptions of the account: `client.compat.transcriptions`.
///
/// Source: Compatibility API, Transcriptions: /Accounts/{AccountSid}/Transcriptions.
/// See: `list_resource` and `record_resource`, which have the operations.
class transcriptions_resource : public record_resource<
                                    transcription_page, transcription_filter,
                                    operations::get_transcription, operations::remove_transcription>
{
public:
    using record_resource::record_resource;
};

} // namespace signalwire::compat
