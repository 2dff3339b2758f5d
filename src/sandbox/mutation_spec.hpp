#pragma once

#include <signalwire/compat/call.hpp>
#include <signalwire/sandbox/mock_response.hpp>
#include <signalwire/sandbox/page_mutation.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::sandbox::detail
{

struct page_request;

/// What is to be wrong with a page, and how much.
struct page_flaw
{
    page_flaw() = default;

    explicit page_flaw(page_change how, std::size_t how_much = 0) noexcept
        : what(how)
        , amount(how_much)
    {
    }

    /// What `script` changes in the server's own page.
    explicit page_flaw(reply const& script) noexcept;

    [[nodiscard]] bool is_none() const noexcept
    {
        return what == page_change::none;
    }

    /// By how many pages a circle leads back from its last one.
    [[nodiscard]] std::uint64_t pages_back() const noexcept;

    page_change what = page_change::none;
    /// 0 for the usual.
    std::size_t amount = 0;
};

/// The page size that `page_change::smaller_pages` goes on with.
[[nodiscard]] std::uint64_t smaller_page_size(std::uint64_t page_size) noexcept;

/// Where the page says that the next one is. `right` is where `request.next` is.
[[nodiscard]] std::optional<std::string> flawed_next_uri(
    page_request const& request, std::optional<std::string> right);

/// Appends what is a call by its name only: members have types of their own.
void append_wrong_call(std::string& out, compat::call const& value);

/// Spoils the text of a page as far as `flaw` is about text.
void spoil_text(std::string& page, page_flaw const& flaw);

} // namespace signalwire::sandbox::detail
