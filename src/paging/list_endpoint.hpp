#pragma once

#include "paging/list_type.hpp"

#include <signalwire/detail/list_source.hpp>

#include <memory>

namespace signalwire::client
{
class engine;
}

namespace signalwire::paging
{

/// Returns the implementation of the resource that `type` describes; `type` is a constant.
[[nodiscard]] std::shared_ptr<detail::list_source> make_list_source(
    std::shared_ptr<client::engine> engine, list_type const& type);

} // namespace signalwire::paging
