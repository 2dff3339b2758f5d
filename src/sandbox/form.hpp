#pragma once

#include "sandbox/facts.hpp"
#include "sandbox/response.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

/// The form of a request.
class form
{
public:
    using fields_type = std::vector<std::pair<std::string, std::string>>;

    form() = default;

    /// Parses a body of `application/x-www-form-urlencoded`. Returns `nullopt` if it is malformed.
    [[nodiscard]] static std::optional<form> parse(std::string_view body);

    /// Parses a JSON object of strings and lists of strings. Returns `nullopt` if it is none.
    [[nodiscard]] static std::optional<form> parse_json(std::string_view body);

    /// Returns an error response unless the form is one of the operation; else adopts its defaults.
    ///
    /// Lifetime: the operation must outlive the form.
    [[nodiscard]] std::optional<response> check(operation_facts const& operation);

    /// Returns the fields as sent.
    [[nodiscard]] fields_type const& fields() const noexcept
    {
        return fields_;
    }

    /// Returns true if the field was sent.
    [[nodiscard]] bool has(std::string_view name) const noexcept
    {
        return count(name) != 0;
    }

    [[nodiscard]] std::size_t count(std::string_view name) const noexcept;

    /// Returns the first value of the field, or else its default; empty without one.
    [[nodiscard]] std::string_view value(std::string_view name) const noexcept;

    /// Returns all values of the field, or else its default.
    [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;

private:
    fields_type fields_;
    operation_facts const* operation_ = nullptr;
};

/// Returns a boolean as the API has it: twilio-python sends `True`. Other values are unchanged.
[[nodiscard]] std::string_view unified(std::string_view value) noexcept;

/// Returns true if a value has the type of a parameter.
[[nodiscard]] bool is_valid_value(std::string_view value, std::string_view type);

} // namespace signalwire::sandbox::detail
