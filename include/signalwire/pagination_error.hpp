#pragma once

#include <signalwire/errc.hpp>
#include <signalwire/error.hpp>

#include <memory>
#include <string>

namespace signalwire
{

/// A listing cannot go on: a page comes round again, leads away from the listing or leads nowhere.
/// `code()` is `errc::page_cycle`, `errc::foreign_page`, `errc::deviating_page`,
/// `errc::empty_pages`, `errc::lost_place`, `errc::too_many_changes` or
/// `errc::not_newest_first`.
class pagination_error : public error
{
public:
    /// `page_uri` is the URI that leads nowhere, as it came, but for credentials.
    pagination_error(
        errc code, std::string const& reason, std::string const& page_uri, error_context context);

    /// Copies as `error` does.
    pagination_error(pagination_error const&) noexcept = default;
    /// Copies as `error` does.
    pagination_error& operator=(pagination_error const&) noexcept = default;

    /// The offending URI, as it came; credentials in it are replaced by `***`.
    [[nodiscard]] std::string const& page_uri() const noexcept;

private:
    std::shared_ptr<std::string const> page_uri_;
};

} // namespace signalwire
