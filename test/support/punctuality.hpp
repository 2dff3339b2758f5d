#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace signalwire::test
{

/// Measures how long threads of this process have had to wait for a processor since it was made, so
/// that whoever tests a deadline can tell a library that is late from a machine that is busy.
class punctuality
{
public:
    using clock = std::chrono::steady_clock;

    punctuality()
        : thread_([this] { watch(); })
    {
    }

    ~punctuality()
    {
        {
            std::lock_guard const lock(mutex_);
            done_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }

    punctuality(punctuality const&) = delete;
    punctuality& operator=(punctuality const&) = delete;

    [[nodiscard]] clock::duration lost() const
    {
        std::lock_guard const lock(mutex_);
        return lost_;
    }

private:
    void watch()
    {
        std::unique_lock lock(mutex_);
        while (!done_)
        {
            clock::time_point const due = clock::now() + std::chrono::milliseconds(5);
            changed_.wait_until(lock, due, [this] { return done_; });
            clock::duration const late = clock::now() - due;
            if (late > std::chrono::milliseconds(1))
                lost_ += late;
        }
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool done_ = false;
    clock::duration lost_{0};
    std::thread thread_;
};

} // namespace signalwire::test
