# What the compilers are asked: the same for gcc and clang, and for every file.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug or Release" FORCE)
endif()
set(CMAKE_C_FLAGS_DEBUG "-O1 -g")
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")

# The rooms are parts of libschedlab too. Hidden names keep that free: as many instructions as without (docs/library.md).
get_property(shared_libraries GLOBAL PROPERTY TARGET_SUPPORTS_SHARED_LIBS)
if(SCHEDLAB_LIBRARY AND NOT shared_libraries)
    message(STATUS "No shared libraries for ${CMAKE_SYSTEM_NAME}: libschedlab is not built")
    set(SCHEDLAB_LIBRARY OFF)
endif()
if(SCHEDLAB_LIBRARY)
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
    set(CMAKE_C_VISIBILITY_PRESET hidden)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
    -Wmissing-prototypes -Wvla -Wundef -Wpointer-arith -Wwrite-strings)
if(SCHEDLAB_WERROR)
    add_compile_options(-Werror)
endif()
if(SCHEDLAB_SANITIZE)
    add_compile_options(-fsanitize=${SCHEDLAB_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${SCHEDLAB_SANITIZE})
endif()
