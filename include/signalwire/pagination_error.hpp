#pragma once

#include <signalwire/errc.hpp>
#include <signalwire/error.hpp>

#include <string>

namespace signalwire
{

/// Pagination failed: a page repeats, points outside the listing, or the resume position is gone.
///
/// `code()` is `errc::page_cycle`, `errc::page_outside_listing`, `errc::deviating_page`,
/// `errc::too_many_empty_pages`, `errc::resume_position_lost`, `errc::too_many_changes` or
/// `errc::not_newest_first`.
class pagination_error : public error
{
public:
    /// `page_uri` is the URI of the page, without credentials.
    pagination_error(
        errc code, std::string const& reason, std::string const& page_uri, error_context context);

    /// Returns the URI of the page; credentials are replaced by `***`.
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
