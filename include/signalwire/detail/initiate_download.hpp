#pragma once

#include <signalwire/detail/initiations.hpp>
#include <signalwire/detail/operation_source.hpp>
#include <signalwire/detail/operation_type.hpp>
#include <signalwire/download.hpp>
#include <signalwire/request_options.hpp>

#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace signalwire::detail
{

/// Completes a handler with the result of a download.
struct deliver_download
{
    template <class Handler>
    void operator()(Handler&& handler, operation_source::download_outcome const& outcome) const
    {
        if (!outcome)
            return complete_with_failure(
                std::forward<Handler>(handler), outcome.error(), slot, download_result());
        std::forward<Handler>(handler)(std::exception_ptr(), *outcome);
    }

    error_ptr* slot = nullptr;
};

class initiate_download : public initiation<operation_source>
{
public:
    using initiation::initiation;

    template <class Handler>
    void operator()(
        Handler&& handler, error_ptr* slot, operation_call const& call,
        download_destination const& to, download_options const& what,
        request_options const& options) const
    {
        source_->download(
            call, to, what, options,
            mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)), deliver_download{slot}));
    }
};

/// Returns a request for the content of the object `sid`.
///
/// Throws: `std::invalid_argument` for an ID that cannot be part of a path.
[[nodiscard]] operation_call make_download_call(
    content_operation const& what, std::vector<std::string> const& parents, std::string_view sid,
    recording_format format);

} // namespace signalwire::detail
