#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/tokens_resource.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(api_token, (), (id, name, permissions, token))

} // namespace signalwire::compat

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<api_token> operations::create_token =
    make_post<api_token>("tokens.create", "/tokens", retry_class::unsafe, 200, "name permissions");
constexpr detail::operation<api_token> operations::update_token =
    make_patch<api_token>("tokens.update", "/tokens/{}", "permissions");
constexpr detail::operation<void> operations::remove_token =
    make_remove("tokens.remove", "/tokens/{}");

template struct model<api_token>;

} // namespace signalwire::compat
