# signalwire_own_library(<target> <name>): what the libraries that users link have in common.
function(signalwire_own_library target name)
    signalwire_own_target(${target})
    set_target_properties(${target} PROPERTIES
        EXPORT_NAME ${name}
        VERSION ${PROJECT_VERSION}
        SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
        # Static libraries too may end up in somebody's shared object. Then the objects of both kinds
        # are the same, and ccache has one when it has seen the other.
        POSITION_INDEPENDENT_CODE ON
        DEFINE_SYMBOL "")
    # Nobody replaces single functions of ours: they may be inlined as in a program.
    target_compile_options(${target} PRIVATE -fno-semantic-interposition)
    # Unit tests reach into the rooms that are closed to others.
    if(BUILD_SHARED_LIBS AND NOT (PROJECT_IS_TOP_LEVEL AND BUILD_TESTING))
        set(exports ${PROJECT_SOURCE_DIR}/cmake/exports.map)
        target_link_options(${target} PRIVATE LINKER:--version-script=${exports})
        set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${exports})
    endif()
endfunction()
