# Whether shared libraries export the public interface only. Unit tests reach into the rooms that
# are closed to others.
set(signalwire_closed OFF)
if(BUILD_SHARED_LIBS AND NOT (PROJECT_IS_TOP_LEVEL AND BUILD_TESTING))
    set(signalwire_closed ON)
endif()

# signalwire_own_library(<target> <name>): what the libraries that users link have in common.
function(signalwire_own_library target name)
    signalwire_own_target(${target})
    set_target_properties(${target} PROPERTIES
        EXPORT_NAME ${name}
        VERSION ${PROJECT_VERSION}
        SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
        # Static libraries too may end up in somebody's shared object. Besides, the objects of both
        # kinds are the same then, and ccache has one when it has seen the other.
        POSITION_INDEPENDENT_CODE ON
        DEFINE_SYMBOL "")
    # Whatever a parent project has for its sources: cmake/exports.map decides.
    # Unset, so that ccache has these objects.
    set_property(TARGET ${target} PROPERTY CXX_VISIBILITY_PRESET)
    set_property(TARGET ${target} PROPERTY VISIBILITY_INLINES_HIDDEN)
    # Nobody replaces single functions of ours: they may be inlined as in a program.
    target_compile_options(${target} PRIVATE -fno-semantic-interposition)
    if(signalwire_closed)
        set(exports ${PROJECT_SOURCE_DIR}/cmake/exports.map)
        target_link_options(${target} PRIVATE LINKER:--version-script=${exports})
        set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${exports})
    endif()
endfunction()

# signalwire_own_boost(<target>): the one copy of Asio's functions, for what is compiled without
# them. A program's own Asio goes before ours.
function(signalwire_own_boost target)
    if(SIGNALWIRE_SEPARATE_BOOST)
        set(source ${PROJECT_SOURCE_DIR}/src/net/boost_asio.cpp)
        target_sources(${target} PRIVATE ${source})
        # But these functions may be a program's own. They come before any other use of Boost.
        set_source_files_properties(${source} PROPERTIES
            COMPILE_OPTIONS -fsemantic-interposition SKIP_PRECOMPILE_HEADERS ON)
        target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
    endif()
endfunction()

# signalwire_borrow_boost(<target>): the same for what links the library, which has a copy; but one
# that is closed keeps it for itself.
function(signalwire_borrow_boost target)
    if(signalwire_closed)
        signalwire_own_boost(${target})
    endif()
endfunction()
