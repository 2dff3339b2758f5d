#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>
#include <boost/asio/strand.hpp>

#include <memory>
#include <utility>

namespace signalwire::async
{

/// An `any_io_executor` that knows whether it may block, and shares its variants with its copies. A
/// strand asks for that with each function, and an `any_io_executor` answers with an object on the
/// heap. Does not track outstanding work.
class known_executor
{
public:
    /// Not a constructor of one argument; see `serial_executor::on`.
    [[nodiscard]] static known_executor of(boost::asio::any_io_executor const& target);

    [[nodiscard]] boost::asio::execution_context& query(
        boost::asio::execution::context_t property) const noexcept
    {
        return boost::asio::query(variants_->posting, property);
    }

    [[nodiscard]] boost::asio::execution::blocking_t query(
        boost::asio::execution::blocking_t) const noexcept
    {
        if (may_block_)
            return boost::asio::execution::blocking.possibly;
        return boost::asio::execution::blocking.never;
    }

    [[nodiscard]] known_executor require(boost::asio::execution::blocking_t::never_t) const noexcept
    {
        return known_executor(variants_, false);
    }

    [[nodiscard]] known_executor prefer(
        boost::asio::execution::blocking_t::possibly_t) const noexcept
    {
        return known_executor(variants_, variants_->can_block);
    }

    template <class Function>
    void execute(Function&& function) const
    {
        target().execute(std::forward<Function>(function));
    }

    friend bool operator==(known_executor const& left, known_executor const& right) noexcept
    {
        return left.target() == right.target();
    }

    friend bool operator!=(known_executor const& left, known_executor const& right) noexcept
    {
        return !(left == right);
    }

private:
    struct variants
    {
        boost::asio::any_io_executor dispatching;
        boost::asio::any_io_executor posting;
        bool can_block;
    };

    known_executor(std::shared_ptr<variants const> all, bool may_block) noexcept
        : variants_(std::move(all))
        , may_block_(may_block)
    {
    }

    [[nodiscard]] boost::asio::any_io_executor const& target() const noexcept
    {
        return may_block_ ? variants_->dispatching : variants_->posting;
    }

    std::shared_ptr<variants const> variants_;
    bool may_block_;
};

/// A strand on an executor.
///
/// Unlike `boost::asio::strand<any_io_executor>` it is as small as a shared pointer and changes its
/// properties without allocation, so that `any_io_executor` stores it in place. Coroutines do that
/// several times per operation.
///
/// It does not track outstanding work: every wait on it has a deadline, whose timer does.
class serial_executor
{
public:
    /// Returns a new strand on `inner`. Not a constructor: overload resolution for copying would
    /// depend on the conversion to `any_io_executor`, and that on copying.
    [[nodiscard]] static serial_executor on(known_executor const& inner);

    [[nodiscard]] static serial_executor on(boost::asio::any_io_executor const& inner)
    {
        return on(known_executor::of(inner));
    }

    /// What the strand is on.
    [[nodiscard]] known_executor inner() const noexcept
    {
        return view_->strand.get_inner_executor();
    }

    [[nodiscard]] boost::asio::execution_context& query(
        boost::asio::execution::context_t property) const noexcept
    {
        return boost::asio::query(view_->strand, property);
    }

    [[nodiscard]] boost::asio::execution::blocking_t query(
        boost::asio::execution::blocking_t) const noexcept
    {
        if (view_->may_block)
            return boost::asio::execution::blocking.possibly;
        return boost::asio::execution::blocking.never;
    }

    [[nodiscard]] serial_executor require(
        boost::asio::execution::blocking_t::never_t) const noexcept
    {
        return view_->may_block ? serial_executor(other_view()) : *this;
    }

    [[nodiscard]] serial_executor require(
        boost::asio::execution::blocking_t::possibly_t) const noexcept
    {
        return view_->may_block ? *this : serial_executor(other_view());
    }

    template <class Function>
    void execute(Function&& function) const
    {
        view_->strand.execute(std::forward<Function>(function));
    }

    friend bool operator==(serial_executor const& left, serial_executor const& right) noexcept
    {
        return left.view_ == right.view_;
    }

    friend bool operator!=(serial_executor const& left, serial_executor const& right) noexcept
    {
        return !(left == right);
    }

private:
    /// The strand with one value of the blocking property.
    struct strand_view
    {
        boost::asio::strand<known_executor> strand;
        bool may_block;
        strand_view const* other;
    };

    struct strand_views;

    explicit serial_executor(std::shared_ptr<strand_view const> view) noexcept
        : view_(std::move(view))
    {
    }

    [[nodiscard]] std::shared_ptr<strand_view const> other_view() const noexcept
    {
        return {view_, view_->other};
    }

    std::shared_ptr<strand_view const> view_;
};

} // namespace signalwire::async
