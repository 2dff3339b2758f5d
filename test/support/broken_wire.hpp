#pragma once

#include <sys/epoll.h>
#include <sys/types.h>

#include <cstddef>
#include <iosfwd>
#include <map>
#include <optional>

namespace signalwire::test
{

/// What a thread does to the network: it connects, or bytes pass. A call that would have had to
/// wait is no step.
enum class wire_step
{
    connect,
    read,
    write
};

std::ostream& operator<<(std::ostream& out, wire_step value);

/// What goes wrong in a step.
enum class wire_fault
{
    /// A connection is refused at once, bytes meet a reset.
    reset,
    /// A connection is refused after a while, reading meets the end of the stream, writing a pipe
    /// that is broken.
    ended,
    timed_out,
    unreachable,
    /// Neither is there an answer, nor do bytes pass any more.
    stalled,
    /// A byte in the middle of those that pass becomes another one. Connects go well.
    flipped,
    /// Of the bytes only the first one passes, for now. Connects go well.
    one_byte
};

std::ostream& operator<<(std::ostream& out, wire_fault value);

/// Stands between the thread that made it and its network, counts the steps and breaks some. What
/// other threads do is not touched. One at a time per thread.
class broken_wire
{
public:
    enum class extent
    {
        /// One step is broken, and what that does to its socket.
        one_step,
        /// From that step on every one is.
        all_that_follow
    };

    /// Counts only.
    broken_wire();

    /// Breaks the step that has `index` steps before it.
    broken_wire(std::size_t index, wire_fault what, extent how_far = extent::one_step);

    broken_wire(broken_wire const&) = delete;
    broken_wire& operator=(broken_wire const&) = delete;
    ~broken_wire();

    /// From here on every step goes well; sockets that are broken stay so.
    void heal() noexcept
    {
        index_.reset();
    }

    /// Until `resume` all goes well and nothing is counted.
    void suspend() noexcept
    {
        suspended_ = true;
    }

    void resume() noexcept
    {
        suspended_ = false;
    }

    /// Which step was broken first, if one was.
    [[nodiscard]] std::optional<wire_step> broken() const noexcept
    {
        return broken_;
    }

    /// Whether a step has been broken in a way that the other side or the thread can notice.
    [[nodiscard]] bool harmed() const noexcept
    {
        return harmed_;
    }

    [[nodiscard]] wire_fault fault() const noexcept
    {
        return fault_;
    }

    [[nodiscard]] std::size_t steps() const noexcept
    {
        return steps_;
    }

    /// How many writes went well before the step that was broken first.
    [[nodiscard]] std::size_t writes_before() const noexcept
    {
        return writes_before_;
    }

    /// The wire of the calling thread, null when there is none.
    [[nodiscard]] static broken_wire* current() noexcept;

    // For what stands before the functions of the C library's: these give what those would.

    int connect(int socket, void const* address, unsigned size);
    ssize_t read(int socket, void* bytes, std::size_t size, int flags);
    ssize_t write(int socket, void const* bytes, std::size_t size, int flags);

    /// Whether `socket` is to be reported as not ready for a while yet.
    [[nodiscard]] bool connects_for_ever(int socket) const;

    /// Why the connection that `socket` was to be has failed meanwhile.
    [[nodiscard]] std::optional<int> late_refusal(int socket) const;

    /// `set` waits for events of `socket` as `what` tells.
    void watch(int socket, int set, epoll_event const& what)
    {
        watches_[socket] = watch_order(set, what);
    }

private:
    /// What a broken step has done to a socket for good: what reading and writing give.
    struct damage
    {
        damage() = default;

        bool reads_stall = false;
        bool reads_end = false;
        bool writes_stall = false;
        bool writes_fail = false;
        bool connect_stalls = false;
        bool connect_fails = false;
    };

    /// Who waits for a socket, and how.
    struct watch_order
    {
        watch_order() = default;

        watch_order(int where, epoll_event const& what)
            : set(where)
            , events(what)
        {
        }

        int set = -1;
        epoll_event events{};
    };

    /// Says to whoever waits for `socket` that it takes bytes: after a write that fell short he
    /// waits for that.
    void announce_room(int socket);

    /// Counts a step and says whether it is to be broken.
    bool begin_step(wire_step what);
    ssize_t break_read(int socket, void* bytes, std::size_t size, int flags);
    ssize_t break_write(int socket, void const* bytes, std::size_t size, int flags);

    std::optional<std::size_t> index_;
    wire_fault fault_ = wire_fault::reset;
    extent extent_ = extent::one_step;
    std::size_t steps_ = 0;
    std::size_t writes_ = 0;
    std::size_t writes_before_ = 0;
    std::optional<wire_step> broken_;
    bool harmed_ = false;
    bool suspended_ = false;
    std::map<int, damage> damaged_;
    std::map<int, watch_order> watches_;
};

} // namespace signalwire::test
