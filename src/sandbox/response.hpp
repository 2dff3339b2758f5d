#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

/// A response before it is put on the wire. Bodies are shared: a cached page is sent as it lies.
struct answer
{
    using header_list = std::vector<std::pair<std::string, std::string>>;

    answer() = default;

    answer(int http_status, std::shared_ptr<std::string const> content)
        : status(http_status)
        , body(std::move(content))
    {
    }

    int status = 200;
    /// Without those that every response has.
    header_list headers;
    std::shared_ptr<std::string const> body;
};

/// A refusal as the API words it: `{"code":…,"message":…,"more_info":…,"status":…}`.
[[nodiscard]] answer refusal(int status, int code, std::string_view message);

/// A refusal of one parameter: `{"type":…,"code":…,"message":…,"attribute":…,"url":…}`, 422.
[[nodiscard]] answer refused_parameter(std::string_view name, std::string_view message);

} // namespace signalwire::sandbox::detail
