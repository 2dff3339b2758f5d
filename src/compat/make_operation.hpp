#pragma once

#include "client/model_type.hpp"

#include <signalwire/detail/operation_type.hpp>

#include <string_view>

/// One function per kind of operation, whose constants are then a line each.
namespace signalwire::compat
{

template <class Model>
inline constexpr detail::model_type model_type_of = client::make_model_type<Model>();

template <class Model>
[[nodiscard]] constexpr detail::operation<Model> make_get(
    std::string_view name, std::string_view path) noexcept
{
    detail::operation<Model> out{{name, detail::http_method::get, path}};
    out.model = &model_type_of<Model>;
    return out;
}

/// `status` is that of success. A proxy that modified the response sends 203.
template <class Model>
[[nodiscard]] constexpr detail::operation<Model> make_post(
    std::string_view name, std::string_view path, detail::retry_class retry, int status,
    std::string_view required = {}, std::string_view unsafe_field = {}) noexcept
{
    return {
        {name,
         detail::http_method::post,
         path,
         retry,
         {status, 203},
         detail::body_type::form,
         required,
         unsafe_field,
         &model_type_of<Model>}};
}

/// The reference documents 503 for `what`: with `Retry-After` it says that nothing was done.
template <class Model>
[[nodiscard]] constexpr detail::operation<Model> with_503(detail::operation<Model> what) noexcept
{
    what.refuses_by_503 = true;
    return what;
}

/// A request with a body in JSON.
template <class Model>
[[nodiscard]] constexpr detail::operation<Model> make_patch(
    std::string_view name, std::string_view path, std::string_view array_field) noexcept
{
    return {
        {name,
         detail::http_method::patch,
         path,
         detail::retry_class::idempotent,
         {200, 203},
         detail::body_type::json,
         {},
         {},
         &model_type_of<Model>,
         false,
         array_field}};
}

[[nodiscard]] constexpr detail::operation<void> make_remove(
    std::string_view name, std::string_view path) noexcept
{
    return {{name, detail::http_method::remove, path, detail::retry_class::idempotent, {204}}};
}

/// The content of an object. A part of it has the status 206.
[[nodiscard]] constexpr detail::content_operation make_download(
    std::string_view name, std::string_view path, bool has_formats = false) noexcept
{
    return {
        {name, detail::http_method::get, path, detail::retry_class::safe, {200, 206}}, has_formats};
}

} // namespace signalwire::compat
