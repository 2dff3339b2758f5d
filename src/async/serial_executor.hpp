#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution.hpp>
#include <boost/asio/strand.hpp>

#include <memory>
#include <utility>

namespace signalwire::async
{

/// A strand on an executor.
///
/// Unlike `boost::asio::strand<any_io_executor>` it is no larger than a shared pointer, and its
/// properties change without making anything new: so it fits into an `any_io_executor` where it
/// stands. Coroutines put it there for every operation that they start, several times.
///
/// It does not keep its executor at work: whatever is waited for on it has a deadline, whose timer
/// does.
class serial_executor
{
public:
    /// A new strand on `inner`. No constructor, for whether something can be copied would then be a
    /// question of whether it can become an `any_io_executor`, which is a question of copying.
    [[nodiscard]] static serial_executor on(boost::asio::any_io_executor const& inner);

    [[nodiscard]] boost::asio::execution_context& query(
        boost::asio::execution::context_t property) const noexcept
    {
        return boost::asio::query(lane_->strand, property);
    }

    [[nodiscard]] boost::asio::execution::blocking_t query(
        boost::asio::execution::blocking_t) const noexcept
    {
        if (lane_->may_block)
            return boost::asio::execution::blocking.possibly;
        return boost::asio::execution::blocking.never;
    }

    [[nodiscard]] serial_executor require(
        boost::asio::execution::blocking_t::never_t) const noexcept
    {
        return lane_->may_block ? serial_executor(other_lane()) : *this;
    }

    [[nodiscard]] serial_executor require(
        boost::asio::execution::blocking_t::possibly_t) const noexcept
    {
        return lane_->may_block ? *this : serial_executor(other_lane());
    }

    template <class Function>
    void execute(Function&& function) const
    {
        lane_->strand.execute(std::forward<Function>(function));
    }

    friend bool operator==(serial_executor const& left, serial_executor const& right) noexcept
    {
        return left.lane_ == right.lane_;
    }

    friend bool operator!=(serial_executor const& left, serial_executor const& right) noexcept
    {
        return !(left == right);
    }

private:
    /// One strand in one of its two forms.
    struct lane
    {
        boost::asio::strand<boost::asio::any_io_executor> strand;
        bool may_block;
        lane const* other;
    };

    struct lanes;

    explicit serial_executor(std::shared_ptr<lane const> way) noexcept
        : lane_(std::move(way))
    {
    }

    [[nodiscard]] std::shared_ptr<lane const> other_lane() const noexcept
    {
        return {lane_, lane_->other};
    }

    std::shared_ptr<lane const> lane_;
};

} // namespace signalwire::async
