#pragma once

#include <boost/asio/awaitable.hpp>

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace signalwire
{

/// Format of the sound of a recording.
enum class recording_format
{
    /// As recorded.
    wav,
    /// Compressed.
    mp3
};

/// How far a download has come.
///
/// Thread safety: a value type; distinct objects are independent.
struct download_progress
{
    download_progress() = default;

    /// Bytes that the sink has received.
    std::uint64_t bytes = 0;
    /// All bytes, if the server has told.
    std::optional<std::uint64_t> total;
};

/// Result of a download.
///
/// Thread safety: a value type; distinct objects are independent.
struct download_result
{
    download_result() = default;

    /// Bytes that the sink has received.
    std::uint64_t bytes = 0;
    /// Media type, such as `audio/x-wav`; empty if the server sent none.
    std::string content_type;
};

/// Options of a download. Setters chain.
///
/// Thread safety: a value type; distinct objects are independent.
class download_options
{
public:
    download_options() = default;

    /// Format of the sound, default `recording_format::wav`.
    download_options& format(recording_format value) noexcept;
    /// Called after each piece, on the strand of the download. An exception that it throws ends the
    /// download.
    download_options& progress(std::function<void(download_progress const&)> value);
    /// Maximum bytes, positive, default 4 GiB, the maximum of a WAV file. A larger content fails
    /// with `errc::body_too_large`, before it is received if the server tells its size.
    ///
    /// Throws: `std::invalid_argument`.
    download_options& max_bytes(std::uint64_t value);

    /// Returns the format.
    [[nodiscard]] recording_format format() const noexcept
    {
        return format_;
    }

    /// Returns the progress callback; may be empty.
    [[nodiscard]] std::function<void(download_progress const&)> const& progress() const noexcept
    {
        return progress_;
    }

    /// Returns the maximum bytes.
    [[nodiscard]] std::uint64_t max_bytes() const noexcept
    {
        return max_bytes_;
    }

private:
    recording_format format_ = recording_format::wav;
    std::uint64_t max_bytes_ = std::uint64_t{4} * 1024 * 1024 * 1024;
    std::function<void(download_progress const&)> progress_;
};

/// Receives the content of a download. Derive from it for a sink of your own.
///
/// An exception that a member throws ends the download, which fails with it.
///
/// Thread safety: a download calls the members one after the other, on its strand on the executor
/// of the client.
class download_sink
{
public:
    virtual ~download_sink() = default;

    /// Takes the next piece of the content, at most some 16 KiB. The download reads no further
    /// until the awaitable is done. No timeout but the total one applies meanwhile.
    ///
    /// Cancellation: that of the download is terminal cancellation here.
    ///
    /// Lifetime: `bytes` is valid until the awaitable is done.
    virtual boost::asio::awaitable<void> write(std::string_view bytes) = 0;

    /// Called when the content comes from its first byte again, because a broken transfer could not
    /// be resumed. Drops everything written and returns true; returns false if it cannot, which
    /// ends the download. The default returns false.
    virtual bool restart()
    {
        return false;
    }

    /// The content is complete. The default does nothing.
    virtual boost::asio::awaitable<void> finish();

protected:
    download_sink() = default;
    /// Copy constructor.
    download_sink(download_sink const&) = default;
    /// Copy assignment.
    download_sink& operator=(download_sink const&) = default;
};

namespace detail
{

/// Calls a function with each piece.
template <class Function>
class function_sink final : public download_sink
{
public:
    explicit function_sink(Function function)
        : function_(std::move(function))
    {
    }

    boost::asio::awaitable<void> write(std::string_view bytes) override
    {
        if constexpr (std::is_void_v<std::invoke_result_t<Function&, std::string_view>>)
            function_(bytes);
        else
            co_await function_(bytes);
    }

private:
    Function function_;
};

/// A function that takes a piece and returns nothing, or an awaitable of nothing.
template <class Function>
concept write_function = std::invocable<Function&, std::string_view>
    && (std::is_void_v<std::invoke_result_t<Function&, std::string_view>>
        || std::same_as<
            std::invoke_result_t<Function&, std::string_view>, boost::asio::awaitable<void>>);

} // namespace detail

/// Where a download goes: into a file, to a function or to a `download_sink`. Each converts.
///
/// Thread safety: a value type; distinct objects are independent.
class download_destination
{
public:
    /// A file with the name `path`, a string or a `std::filesystem::path`, which is replaced if it
    /// exists. It is written whole or not at all: under a temporary name in the same folder, which
    /// is removed after a failure and by cancellation, then with fsync and rename.
    ///
    /// Writing to a file blocks the thread for as long as the file system takes, piece by piece of
    /// 16 KiB, and for the fsync at the end. Where that matters, pass a function that writes
    /// elsewhere.
    ///
    /// Throws: `std::invalid_argument` if it is empty.
    template <std::convertible_to<std::string> Path>
    download_destination(Path const& path) // NOLINT(google-explicit-constructor)
        : file_(file_name(path))
    {
    }

    /// A function that is called with each piece, a `std::string_view`, and returns
    /// `boost::asio::awaitable<void>` or `void`. See `download_sink::write`.
    ///
    /// A lambda with captures other than references must not be a temporary inside a `co_await`
    /// expression with g++ 12, which destroys it twice.
    template <detail::write_function Function>
        requires(!std::convertible_to<Function, std::string>)
    download_destination(Function function) // NOLINT(google-explicit-constructor)
        : sink_(std::make_shared<detail::function_sink<Function>>(std::move(function)))
    {
    }

    /// A sink, for one download at a time.
    template <std::derived_from<download_sink> Sink>
    download_destination(std::shared_ptr<Sink> sink) // NOLINT(google-explicit-constructor)
        : sink_(std::move(sink))
    {
    }

    /// Internal: returns the sink of one download.
    [[nodiscard]] std::shared_ptr<download_sink> open() const;

private:
    static std::string file_name(std::string path);

    std::string file_;
    std::shared_ptr<download_sink> sink_;
};

} // namespace signalwire
