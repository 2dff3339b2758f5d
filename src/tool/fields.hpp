#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Members of models as columns. The functions use the JSON text of a model, the output of its
/// `to_json`, so they work for every model.
namespace signalwire::tool
{

/// Names of members, in the order of the columns.
using field_list = std::vector<std::string>;

/// Returns the names of the members of `json`, in their order. Members of nested objects have names
/// such as `subresource_uris.recordings`.
[[nodiscard]] field_list field_names(std::string_view json);

/// Parses `sid,to,status`.
///
/// Throws: `usage_error` for a name that is repeated or not in `known`; the message lists the valid
/// names.
[[nodiscard]] field_list parse_fields(std::string_view text, field_list const& known);

/// Returns the values of `fields` in `json`: unchanged JSON text, empty for a missing member. If
/// `unknown` is not null, makes it, which is empty, an object in JSON of the other members; leaves
/// it empty if there are none.
///
/// Lifetime: the values refer to `json`.
[[nodiscard]] std::vector<std::string_view> select_fields(
    std::string_view json, field_list const& fields, std::string* unknown = nullptr);

/// Returns a value of `select_fields` as plain text: strings without quotes and escapes, the empty
/// string for null.
[[nodiscard]] std::string plain_text(std::string_view value);

} // namespace signalwire::tool
