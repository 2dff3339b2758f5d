#pragma once

#include <signalwire/errc.hpp>
#include <signalwire/error.hpp>

#include <string>

namespace signalwire
{

/// A listing cannot go on: a page comes round again, leads away from the listing or leads nowhere.
/// `code()` is `errc::page_cycle`, `errc::page_outside_listing`, `errc::deviating_page`,
/// `errc::too_many_empty_pages`, `errc::resume_position_lost`, `errc::too_many_changes` or
/// `errc::not_newest_first`.
class pagination_error : public error
{
public:
    /// `page_uri` is the URI that leads nowhere, as it came, but for credentials.
    pagination_error(
        errc code, std::string const& reason, std::string const& page_uri, error_context context);

    /// The offending URI, as it came; credentials in it are replaced by `***`.
    [[nodiscard]] std::string const& page_uri() const noexcept;

private:
    friend class error;

    static constexpr error_kind kind = error_kind::pagination;

    explicit pagination_error(error const& base) noexcept
        : error(base)
    {
    }
};

} // namespace signalwire
