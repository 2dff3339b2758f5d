#pragma once

#include <signalwire/detail/operation_call.hpp>
#include <signalwire/download.hpp>
#include <signalwire/error.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/system/result.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::detail
{

/// Owns an object of a type that only its producer and its consumer know.
using any_ptr = std::unique_ptr<void, void (*)(void*) noexcept>;

/// The implementation of the operations of a resource, independent of their types.
class operation_source
{
public:
    /// Called with an error or a model; it is unspecified for operations without one.
    using model_handler = boost::asio::any_completion_handler<void(error_ptr, any_ptr)>;

    operation_source(operation_source const&) = delete;
    operation_source& operator=(operation_source const&) = delete;
    virtual ~operation_source() = default;

    using download_outcome = boost::system::result<download_result, error_ptr>;
    using download_handler = boost::asio::any_completion_handler<void(download_outcome)>;

    virtual void invoke(
        operation_call call, request_options const& options, model_handler handler) = 0;

    virtual void download(
        operation_call call, download_destination const& to, download_options const& what,
        request_options const& options, download_handler handler) = 0;

    [[nodiscard]] virtual boost::asio::any_io_executor get_executor() const = 0;

    /// The IDs that come first in the path of each operation.
    [[nodiscard]] std::vector<std::string> const& parents() const noexcept
    {
        return parents_;
    }

protected:
    explicit operation_source(std::vector<std::string> parents = {}) noexcept
        : parents_(std::move(parents))
    {
    }

private:
    std::vector<std::string> parents_;
};

} // namespace signalwire::detail
