# cmake -D BUILD_DIR=... -D PREFIX=... -P install.cmake: an installation without leftovers of an
# earlier one.
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${PREFIX}
    COMMAND_ERROR_IS_FATAL ANY)
