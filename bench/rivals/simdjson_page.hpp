#pragma once

#include "rivals/call_record.hpp"

#include <functional>
#include <memory>
#include <string>
#include <type_traits>

namespace signalwire::bench
{

/// Pages of calls by simdjson's On-Demand front end into plain records, as its documentation
/// suggests: one parser for all pages, no DOM.
class simdjson_pages
{
public:
    simdjson_pages();
    ~simdjson_pages();
    simdjson_pages(simdjson_pages const&) = delete;
    simdjson_pages& operator=(simdjson_pages const&) = delete;

    /// Decodes a page. `body` gets the capacity that simdjson wants behind its end; that costs a
    /// copy unless it has it. `before_calls`, if any, is given the page when all but its calls is
    /// known. Throws `std::exception` when the page is not JSON or a member has the wrong type.
    template <class Page = page_record>
    [[nodiscard]] Page parse(
        std::string& body,
        std::function<void(std::type_identity_t<Page> const&)> const& before_calls = nullptr);

    /// How many bytes `parse` wants to be allocated behind the body.
    [[nodiscard]] static std::size_t padding() noexcept;

private:
    struct parser;
    std::unique_ptr<parser> parser_;
};

} // namespace signalwire::bench
