# signalwire_own_target(<target>): the flags of everything that is compiled here. All of them are
# PRIVATE: a program that uses the library keeps its own warnings and its own view of Asio.
function(signalwire_own_target target)
    target_compile_features(${target} PRIVATE cxx_std_20)
    # A parent project may set these for its own sources. Ours go together by layer, or not at all.
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF UNITY_BUILD OFF)
    if(NOT CMAKE_CXX_STANDARD)
        set_target_properties(${target} PROPERTIES CXX_STANDARD 20)
    endif()
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
    if(SIGNALWIRE_UNITY)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
        # Unnamed namespaces are then in an included file, which g++ takes for a header, and one
        # source's names are known to the next.
        target_compile_options(${target} PRIVATE -Wno-shadow
            $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # Asio's coroutine frames bring their own operators new and delete; when g++ inlines one of
        # the two it takes them for a mismatched pair (GCC bug 100876 and its kin).
        target_compile_options(${target} PRIVATE -Wno-mismatched-new-delete)
    endif()
    if(SIGNALWIRE_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
        # What g++ suspects after optimising differs from version to version, and is wrong now and
        # then: 14 sees std::string overflow in `"text" + std::string(3000, 'a')`. Such a suspicion
        # is shown, but must not keep anyone with another compiler than ours from building.
        if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER 13)
            foreach(suspicion array-bounds dangling-pointer dangling-reference
                    free-nonheap-object maybe-uninitialized null-dereference restrict
                    stringop-overflow stringop-overread use-after-free)
                target_compile_options(${target} PRIVATE -Wno-error=${suspicion})
            endforeach()
        endif()
    endif()
    # src/net/boost_asio.cpp holds the one copy of Asio's functions. A consumer that does
    # not define these still works: its inline copies and ours are the same functions. They would
    # not be with BOOST_ASIO_NO_DEPRECATED, under which Asio's allocation hook returns nothing: that
    # is for cmake/header_check.cmake, whose objects are never linked.
    if(SIGNALWIRE_SEPARATE_BOOST)
        target_compile_definitions(${target} PRIVATE BOOST_ASIO_SEPARATE_COMPILATION)
    endif()
endfunction()
