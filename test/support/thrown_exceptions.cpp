#include "support/thrown_exceptions.hpp"

#include <dlfcn.h>
#include <unwind.h>

#include <cstddef>

namespace
{

thread_local std::size_t count = 0;

} // namespace

namespace signalwire::test
{

std::size_t thrown_exceptions() noexcept
{
    return count;
}

} // namespace signalwire::test

/// Replaces the function that every `throw` and every `std::rethrow_exception` calls, and calls it.
extern "C" _Unwind_Reason_Code _Unwind_RaiseException(_Unwind_Exception* exception)
{
    using function = _Unwind_Reason_Code (*)(_Unwind_Exception*);
    ++count;
    static auto const next = reinterpret_cast<function>(dlsym(RTLD_NEXT, "_Unwind_RaiseException"));
    return next(exception);
}
