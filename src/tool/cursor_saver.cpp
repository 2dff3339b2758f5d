#include "tool/cursor_saver.hpp"

#include <system_error>
#include <utility>

namespace signalwire::tool
{

cursor_saver::cursor_saver(std::optional<std::string> const& path, std::string layout)
    : layout_(std::move(layout))
{
    if (!path)
        return;
    file_.emplace(*path);
    file_->require_writable_directory();
    // Before the file is read, because another run may replace it.
    lock_.emplace(file_->path());
    previous_ = file_->load();
    if (previous_ && !previous_->layout.empty() && previous_->layout != layout_)
        reject_previous("started with " + previous_->layout + ", not with " + layout_);
}

checkpoint cursor_saver::make_checkpoint(
    cursor const& position, std::optional<output_checkpoint> const& output) const
{
    return checkpoint(position, output, layout_);
}

void cursor_saver::begin(output const& out) const
{
    if (!previous_ || previous_->output)
        return;
    if (std::optional<output_checkpoint> const length = out.checkpoint(0))
        file_->save(make_checkpoint(previous_->position, length));
}

void cursor_saver::on_written(output const& out)
{
    written_ = buffered_;
    written_bytes_ = out.written();
}

/// The output is synced first: after a crash it must contain all calls before the position.
void cursor_saver::save(output& out) const
{
    out.sync();
    file_->save(make_checkpoint(*written_, out.checkpoint(written_bytes_)));
}

/// A failure to save is not reported: it is retried later, and `finalize` reports it.
void cursor_saver::save_if_due(output& out)
{
    clock::time_point const start = clock::now();
    if (!written_ || !schedule_.is_due(start, written_bytes_))
        return;
    try
    {
        save(out);
    }
    catch (std::system_error const&)
    {
    }
    schedule_.saved(start, clock::now(), written_bytes_);
}

std::exception_ptr cursor_saver::finalize(output const& out, bool complete, bool failed)
{
    if (!file_)
        return nullptr;
    try
    {
        if (complete)
            file_->remove();
        else if (written_)
        {
            // After a limit, the output is complete, and the next run may use another output.
            std::optional<output_checkpoint> const length =
                failed ? out.checkpoint(written_bytes_) : std::nullopt;
            file_->save(make_checkpoint(*written_, length));
            is_saved_ = true;
        }
        return nullptr;
    }
    catch (std::exception const&)
    {
        return std::current_exception();
    }
}

std::optional<std::string> cursor_saver::saved_path() const
{
    return is_saved_ ? std::optional(file_->path()) : std::nullopt;
}

} // namespace signalwire::tool
