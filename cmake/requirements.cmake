# Finds what the build needs, and says in one sentence what to do when it is not there.

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 12)
    message(FATAL_ERROR "signalwire-asio needs g++ 12 or newer (this one is "
        "${CMAKE_CXX_COMPILER_VERSION}): older ones miscompile coroutines.")
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 16)
    message(FATAL_ERROR "signalwire-asio needs clang 16 or newer (this one is "
        "${CMAKE_CXX_COMPILER_VERSION}): older ones lack parts of C++20.")
endif()

# CONFIG, because CMake's own FindBoost picks the newest headers it sees and may pair them with the
# libraries of another Boost; a package config always describes one installation.
find_package(Boost 1.81 CONFIG QUIET COMPONENTS headers json url)
if(NOT Boost_FOUND)
    message(FATAL_ERROR "signalwire-asio needs Boost 1.81 or newer with its JSON and URL "
        "libraries. On Debian `./run build` installs them; elsewhere set CMAKE_PREFIX_PATH.\n"
        "${Boost_NOT_FOUND_MESSAGE}")
endif()
find_package(OpenSSL 3.0 REQUIRED COMPONENTS SSL Crypto)
find_package(ZLIB REQUIRED)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

if(SIGNALWIRE_PROGRAMS)
    find_package(CLI11 2.1 CONFIG REQUIRED)
    find_package(SQLite3 3.38 REQUIRED)
endif()

message(STATUS "signalwire-asio: Boost ${Boost_VERSION}, OpenSSL ${OPENSSL_VERSION}, "
    "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}")
