#include "tool/cursor_saver.hpp"

#include <system_error>
#include <utility>

namespace signalwire::tool
{

position_keeper::position_keeper(std::optional<std::string> const& path, std::string layout)
    : layout_(std::move(layout))
{
    if (!path)
        return;
    file_.emplace(*path);
    file_->require_writable_directory();
    // Before it is read: another run may be about to replace it.
    lock_.emplace(file_->path());
    earlier_ = file_->load();
    if (earlier_ && !earlier_->layout.empty() && earlier_->layout != layout_)
        refuse_earlier("it was begun with " + earlier_->layout + ", not with " + layout_);
}

saved_position position_keeper::make_position(
    cursor const& place, std::optional<output_mark> const& mark) const
{
    return saved_position(place, mark, layout_);
}

void position_keeper::begin(output const& out) const
{
    if (!earlier_ || earlier_->output)
        return;
    if (std::optional<output_mark> const mark = out.mark(0))
        file_->save(make_position(earlier_->place, mark));
}

void position_keeper::mark_written(output const& out)
{
    written_ = taken_;
    written_bytes_ = out.written();
}

/// The output first: the position must not speak of what a crash takes away.
void position_keeper::save(output& out) const
{
    out.sync();
    file_->save(make_position(*written_, out.mark(written_bytes_)));
}

/// Who kills us, or the power that fails, shall not cost more than the last moments. When it cannot
/// be done now, it is tried again, and at the end it is reported.
void position_keeper::save_now_and_then(output& out)
{
    clock::time_point const begin = clock::now();
    if (!written_ || !pace_.is_due(begin, written_bytes_))
        return;
    try
    {
        save(out);
    }
    catch (std::system_error const&)
    {
    }
    pace_.saved(begin, clock::now(), written_bytes_);
}

std::exception_ptr position_keeper::settle(output const& out, bool complete, bool failed)
{
    if (!file_)
        return nullptr;
    try
    {
        if (complete)
            file_->remove();
        else if (written_)
        {
            // Behind a limit the output is whole, and who goes on may want another one.
            std::optional<output_mark> const mark =
                failed ? out.mark(written_bytes_) : std::nullopt;
            file_->save(make_position(*written_, mark));
            left_behind_ = true;
        }
        return nullptr;
    }
    catch (std::exception const&)
    {
        return std::current_exception();
    }
}

std::optional<std::string> position_keeper::left_behind() const
{
    return left_behind_ ? std::optional(file_->path()) : std::nullopt;
}

} // namespace signalwire::tool
